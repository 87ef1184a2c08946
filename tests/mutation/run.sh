#!/usr/bin/env bash
# Breaks the masker's rules one by one and shows which test projects notice. A rule whose breaking nobody notices is
# not tested: the script ends with 1. It works on a copy of the last commit in a temporary folder; the tree that it is
# called from is only read. It takes about ten minutes. Arguments: words, to try only the mutations whose name holds one.
set -euo pipefail
cd "$(dirname "$0")/../.."

projects=(PrivacyWaybill.Masking.Tests PrivacyWaybill.GroundTruth.Tests)
export LAW_CASES="${LAW_CASES:-5000}" DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
git archive HEAD | tar -x -C "$scratch"
survivors=0
wanted=("$@")

# A mutant may leave code unused; that is none of the compiler's business here.
build() { dotnet build "$scratch/tests/$1/$1.csproj" -c Release -v quiet -p:TreatWarningsAsErrors=false -p:EnforceCodeStyleInBuild=false >"$scratch/build.log" 2>&1; }

# Runs a test project; prints how many tests failed and of which folders, and fails when one did.
run() {
  local log="$scratch/$1.log"
  # A run that a busy machine breaks off says nothing: once more. Long fields take long, and say nothing that others do not.
  for _ in 1 2; do
    dotnet run --project "$scratch/tests/$1" -c Release --no-build -- -class- '*.ScaleLaws' >"$log" 2>&1 && return 0
    ! grep -q 'Failed: [1-9]' "$log" || break
  done
  grep -q 'Failed: [1-9]' "$log" || { tail -n 20 "$log" >&2; echo "$1 did not run" >&2; exit 2; }
  echo "$(grep -c '\[FAIL\]' "$log") failed: $(grep -o "$1[A-Za-z.]*Tests\.[A-Za-z]*\.\|$1\.[A-Za-z]*" "$log" | sed "s/^$1\.//; s/\.$//" | sort | uniq -c | sort -rn | awk '{print $2}' | head -n 4 | paste -sd ' ')"
  return 1
}

# mutate NAME FILE OLD NEW: OLD has to stand in the file exactly once.
mutate() {
  local name=$1 file="$scratch/src/PrivacyWaybill.Masking/$2" old=$3 new=$4 noticed=0 project result word
  if [ ${#wanted[@]} -gt 0 ]; then
    for word in "${wanted[@]}"; do [[ $name == *"$word"* ]] && noticed=1; done
    [ "$noticed" -eq 1 ] || return 0
    noticed=0
  fi
  local text rest
  text=$(<"$file")
  rest=${text#*"$old"}
  if [ "$rest" = "$text" ] || [ "${rest#*"$old"}" != "$rest" ]; then
    echo "mutation '$name': the text to replace does not stand in $2 exactly once" >&2
    exit 2
  fi
  printf '%s\n' "${text%%"$old"*}$new$rest" >"$file"
  for project in "${projects[@]}"; do
    build "$project" || { grep -m 3 ' error ' "$scratch/build.log" >&2; echo "mutation '$name' does not compile" >&2; exit 2; }
    if ! result=$(run "$project"); then
      noticed=1
      printf '%-28s %s\n' "$name" "${project#PrivacyWaybill.} $result"
    fi
  done
  if [ "$noticed" -eq 0 ]; then
    printf '%-28s SURVIVES\n' "$name"
    survivors=$((survivors + 1))
  fi
  printf '%s\n' "$text" >"$file"
}

for project in "${projects[@]}"; do
  build "$project" || { cat "$scratch/build.log" >&2; exit 2; }
  run "$project" || { echo "$project fails without any mutation" >&2; exit 2; }
done

mutate 'phone hidden count' Profiles/PhoneStyle.cs \
  'StandardHidden = 6;' \
  'StandardHidden = 5;'
mutate 'compound surname' Names/Surnames.cs \
  '"欧阳", "歐陽", ' \
  ''
mutate 'unit marker' Addresses/Markers.cs \
  's_units.LengthAt(text, index)) > 0) return Marker.Unit;' \
  's_units.LengthAt(text, index)) > 0) return Marker.Place;'
mutate 'household' Addresses/AddressScan.Numbers.cs \
  'if (IsHousehold(start, end) || IsInsideHouse(number)' \
  'if (IsInsideHouse(number)'
mutate 'identity check digit' Leaks/IdentityLeaks.cs \
  'return (12 - sum % 11) % 11;' \
  'return (11 - sum % 11) % 11;'
mutate 'hotline exception' FreeText/PhoneLeaks.cs \
  ' && !(phone.Shape.Count == ServiceDigits && IsService(text, index))' \
  ''
mutate 'already masked threshold' Names/PersonName.cs \
  'MostShownWhenMasked = 2;' \
  'MostShownWhenMasked = 3;'
mutate 'bracket' Addresses/AddressScan.cs \
  'if (_depth >= _hiddenDepth) return HideRest(i + 1);' \
  'if (_depth < _hiddenDepth) return HideRest(i + 1);'
mutate 'extension hidden' FreeText/FreeTextRule.cs \
  'if (PhoneExtension.TryFind(text, i, out var start, out var end)) Write' \
  'if (false && PhoneExtension.TryFind(text, i, out var start, out var end)) Write'
mutate 'profile validation' Profiles/ProfileFile.cs \
  'head > MostShown || tail > MostShown || head + tail > MostShown' \
  'head > MostShown || tail > MostShown'

echo "$survivors survive"
[ "$survivors" -eq 0 ]
