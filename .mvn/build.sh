# Sourced by the commands that build what they need, with $root set: only what is older than its
# sources, and without the checks that ./mvnw verify makes.

# newer_than FILE DIR…: whether FILE is missing, or older than a source below one of the directories.
newer_than() {
  built=$1
  shift
  [ ! -f "$built" ] || [ -n "$(cd "$root" && find pom.xml .mvn "$@" \
    \( -name target -prune \) -o \( -name node_modules -prune \) -o \( -path '*/src/test' -prune \) \
    -o -type f -newer "$built" -print 2>/dev/null | head -n 1)" ]
}

# Whether the zip of any function is to be built again.
packages_are_stale() {
  for pom in "$root"/functions/*/pom.xml; do
    function=$(basename "$(dirname "$pom")")
    if newer_than "$root/functions/$function/target/$function.zip" shared-lib functions; then
      return 0
    fi
  done
  return 1
}

# build PHASE MODULE: as far as PHASE, with what the module needs. What Maven says goes to standard
# error.
build() {
  echo "building ($1) …" >&2
  (cd "$root" && ./mvnw -q -pl "$2" -am "$1" -DskipTests -Dspotless.check.skip -Denforcer.skip \
    -Djacoco.skip -Dmdep.analyze.skip) >&2 || {
    echo "the build failed; see above" >&2
    exit 1
  }
  # Maven leaves a package alone that would be the same again, and so its time.
  [ "$1" != package ] || touch "$root"/functions/*/target/*.zip
}
