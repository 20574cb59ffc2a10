// SPDX-License-Identifier: MIT
// What a model says that has no script: enough sense for a demo. It tells a few kinds of question apart, calls the offered
// tool whose description fits best, and repeats what the tool's `message` says. It knows no tool by name. Pure.
#pragma once

#include "tests/sim/model/question.hpp"
#include "tests/sim/model/script.hpp"

namespace reel_sim::model
{

utterance improvise(const question& q);

} // namespace reel_sim::model
