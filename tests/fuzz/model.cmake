reel_add_fuzzer(model_stream SOURCES model_stream.cpp LINK reeld_model)
