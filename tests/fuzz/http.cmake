reel_add_fuzzer(http_request SOURCES http_request.cpp LINK reeld_http)
reel_add_fuzzer(http_response SOURCES http_response.cpp LINK reeld_http)
