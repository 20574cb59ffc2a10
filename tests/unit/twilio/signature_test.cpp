// SPDX-License-Identifier: MIT
// Whether a webhook is Twilio's, against the example of its documentation.
#include "plugins/twilio/signature.hpp"

#include <boost/test/unit_test.hpp>

using namespace reel_twilio;

namespace
{

// https://www.twilio.com/docs/usage/security#explore-the-algorithm-yourself, and twilio-python's tests
const reel::secret token{"12345"};
const std::string url = "https://mycompany.com/myapp.php?foo=1&bar=2";
const form fields{{"CallSid", "CA1234567890ABCDE"},
                  {"Digits", "1234"},
                  {"From", "+14158675309"},
                  {"To", "+18005551212"},
                  {"Caller", "+14158675309"}};
const std::string signature = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";

} // namespace

BOOST_AUTO_TEST_SUITE(signature_of_twilio)

BOOST_AUTO_TEST_CASE(the_documented_example_is_signed)
{
    BOOST_TEST(signature_of(token, url, fields) == signature);
    BOOST_TEST(is_signed(token, url, fields, signature));
}

BOOST_AUTO_TEST_CASE(anything_else_is_not)
{
    auto changed = fields;
    changed[1].second = "1235";
    BOOST_TEST(!is_signed(token, url, changed, signature));
    BOOST_TEST(!is_signed(token, url + "&more=1", fields, signature));
    BOOST_TEST(!is_signed(reel::secret{"12346"}, url, fields, signature));
    BOOST_TEST(!is_signed(token, url, fields, ""));
    BOOST_TEST(!is_signed(token, url, {}, signature));
}

BOOST_AUTO_TEST_CASE(the_standard_port_may_be_written_or_not)
{
    const auto with_port = signature_of(token, "https://mycompany.com:443/myapp.php?foo=1&bar=2", fields);
    BOOST_TEST(is_signed(token, url, fields, with_port));
    BOOST_TEST(is_signed(token, "https://mycompany.com:443/myapp.php?foo=1&bar=2", fields, signature));
    BOOST_TEST(!is_signed(token, url, fields,
                          signature_of(token, "https://mycompany.com:8443/myapp.php?foo=1&bar=2", fields)));
}

BOOST_AUTO_TEST_CASE(forms_are_read_as_they_are_sent)
{
    const auto read = parse_form("Body=yes+please%21+%F0%9F%91%8D&From=%2B15551234567&Empty=&Alone&&Odd=%zz%2");
    BOOST_TEST(field(read, "Body") == "yes please! \U0001F44D");
    BOOST_TEST(field(read, "From") == "+15551234567");
    BOOST_TEST(field(read, "Odd") == "%zz%2");
    BOOST_TEST(read.size() == 5u);
    BOOST_TEST((parse_form(to_body(read)) == read));
}

BOOST_AUTO_TEST_SUITE_END()
