#!/bin/sh
# Types, lint and tests side by side: one after the other they take more than a minute on two cores.
# Arguments go to jest.
npm run --silent typecheck & typecheck=$!
npm run --silent lint & lint=$!
npm run --silent unit -- "$@"
unit=$?
wait $typecheck && wait $lint && exit $unit
