reel_add_fuzzer(telegram_update SOURCES telegram_update.cpp LINK telegram_model)
reel_add_fuzzer(telegram_html SOURCES telegram_html.cpp LINK telegram_model)
