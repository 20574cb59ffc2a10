reel_add_fuzzer(mcp_jsonrpc SOURCES mcp_jsonrpc.cpp LINK reeld_mcp)
