reel_add_fuzzer(tmdb_decoder SOURCES tmdb_decoder.cpp LINK reel_tmdb)
