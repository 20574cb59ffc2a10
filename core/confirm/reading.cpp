// SPDX-License-Identifier: MIT
#include "core/confirm/reading.hpp"

#include <reel/text.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace reeld::confirm
{

namespace
{

constexpr std::size_t longest = 100; // a longer answer has more to say than yes or no

// Left out on purpose: what is a yes in one language and something else in another ("ne", "tak", "ya"). Where only the
// other way is harmless ("no" is Polish for "well"), it is a no.
constexpr std::string_view yes_phrases =
    "yes,y,yep,yup,yeah,yea,aye,confirm,confirmed,confirm it,i confirm,i do,agreed,i agree,approve,approved,definitely,do it,"
    "do that,do so,please do,go ahead,go for it,proceed,make it so,i'm sure,i am sure,affirmative,by all means,"
    "ja,jawohl,jo,jep,mach das,mach es,mach mal,einverstanden,"
    "oui,ouais,vas y,allez y,"
    "sí,hazlo,de acuerdo,"
    "fallo,"
    "sim,doe maar,javisst,kyllä,joo,да,はい,是,是的,네";

// A yes as an answer to a question; to anything else they say that it was heard.
constexpr std::string_view heard_phrases =
    "sure,sure thing,ok,okay,okey,k,alright,all right,that's right,correct,absolutely,certainly,of course,why not,"
    "sounds good,fine,that's fine,klar,na klar,genau,gerne,in ordnung,d'accord,d accord,bien sûr,claro,dale,vale,certo,"
    "va bene,d'accordo,pode,prima,dobrze,давай,так,好,好的";

constexpr std::string_view no_phrases =
    "no,n,nope,nah,nay,no way,not now,not yet,never,never mind,nevermind,nvm,don't,don't do it,don't do that,do not,"
    "do not do it,do not do that,cancel,cancel it,cancel that,stop,stop it,abort,forget it,forget about it,leave it,"
    "leave it alone,decline,declined,denied,reject,negative,wait,hold on,better not,rather not,i'd rather not,"
    "i changed my mind,changed my mind,"
    "nein,nee,ne danke,lieber nicht,doch nicht,lass es,lass das,vergiss es,abbrechen,stopp,halt,"
    "non,annule,annuler,arrête,laisse tomber,"
    "nunca,cancela,cancelar,para,déjalo,"
    "annulla,lascia stare,lascia perdere,"
    "não,deixa,laat maar,nej,nei,avbryt,ei,nie,anuluj,нет,ні,отмена,いいえ,不,不要,不是,아니요";

// Politeness and emphasis, which decide nothing.
constexpr std::string_view filler_phrases =
    "please,pls,plz,thanks,thank you,thx,ty,then,now,oh,um,uh,hm,hmm,well,just,bitte,danke,merci,svp,s'il vous plaît,"
    "s'il te plaît,por favor,gracias,grazie,per favore,per piacere,obrigado,obrigada,alstublieft,alsjeblieft,dank je,"
    "dank u,tack,takk,proszę,пожалуйста,спасибо";

// Folding drops pictures, so that these become words first. What may follow a thumb (a skin tone) folds away.
constexpr std::array<std::pair<std::string_view, std::string_view>, 13> signs{{{"👍", " ok "},
                                                                               {"👌", " ok "},
                                                                               {"✅", " yes "},
                                                                               {"✔", " yes "},
                                                                               {"☑", " yes "},
                                                                               {"🆗", " ok "},
                                                                               {"🙏", " please "},
                                                                               {"👎", " no "},
                                                                               {"❌", " no "},
                                                                               {"✖", " no "},
                                                                               {"🚫", " no "},
                                                                               {"🛑", " no "},
                                                                               {"✋", " no "}}};

using phrases = std::vector<std::string>;

/// The phrases of a list, folded as answers are.
phrases folded(std::string_view list)
{
    phrases out;
    while (!list.empty())
    {
        const auto end = std::min(list.find(','), list.size());
        out.push_back(reel::fold_name(list.substr(0, end)));
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return out;
}

std::string with_words_for_signs(std::string_view text)
{
    std::string out{text};
    for (const auto& [sign, meaning] : signs)
        for (auto at = out.find(sign); at != out.npos; at = out.find(sign, at))
            out.replace(at, sign.size(), meaning);
    return out;
}

/// "yes?" is a question.
bool asks_back(std::string_view text)
{
    return text.find('?') != text.npos || text.find("？") != text.npos;
}

/// The length of the longest phrase that `text` begins with, as whole words; 0 for none.
std::size_t longest_match(const phrases& known, std::string_view text)
{
    std::size_t best = 0;
    for (const auto& phrase : known)
        if (text.starts_with(phrase) && (text.size() == phrase.size() || text[phrase.size()] == ' '))
            best = std::max(best, phrase.size());
    return best;
}

} // namespace

reading read_reply(std::string_view text, bool plainly)
{
    static const auto yes_words = folded(yes_phrases);
    static const auto heard_words = folded(heard_phrases);
    static const auto no_words = folded(no_phrases);
    static const auto fillers = folded(filler_phrases);
    if (text.size() > longest || asks_back(text))
        return reading::other;
    const auto said = reel::fold_name(with_words_for_signs(text));
    std::optional<reading> meant;
    for (std::string_view rest = said; !rest.empty();)
    {
        const auto yes = std::max(longest_match(yes_words, rest), plainly ? 0 : longest_match(heard_words, rest));
        const auto no = longest_match(no_words, rest);
        const auto filler = longest_match(fillers, rest);
        const auto length = std::max({yes, no, filler});
        if (length == 0)
            return reading::other;
        if (length != filler)
        {
            const auto now = length == no ? reading::no : reading::yes;
            if (meant && *meant != now)
                return reading::other; // "ok, no"
            meant = now;
        }
        rest.remove_prefix(std::min(length + 1, rest.size()));
    }
    return meant.value_or(reading::other);
}

} // namespace reeld::confirm
