reel_add_fuzzer(plex_decoder SOURCES plex_decoder.cpp LINK plex_index)
reel_add_fuzzer(plex_snapshot SOURCES plex_snapshot.cpp LINK plex_index ZLIB::ZLIB)
reel_add_fuzzer(plex_guid SOURCES plex_guid.cpp LINK plex_index)
