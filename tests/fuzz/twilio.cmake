reel_add_fuzzer(twilio_form SOURCES twilio_form.cpp LINK twilio_model)
