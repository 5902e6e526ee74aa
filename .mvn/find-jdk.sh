# Sourced by mvnw and the local-dev commands: exports JAVA_HOME as a JDK 25 or later, or says what to install.
# A JAVA_HOME that is new enough is respected; otherwise the usual places on Linux, macOS and SDKMAN are searched.

jdk_version() {
  sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null
}

is_new_enough() {
  [ -x "$1/bin/javac" ] && [ "$(jdk_version "$1")" -ge 25 ] 2>/dev/null
}

find_jdk() {
  if [ -n "${JAVA_HOME-}" ] && is_new_enough "$JAVA_HOME"; then
    return 0
  fi
  set +f
  for jdk in /usr/lib/jvm/* /opt/java/* /opt/jdk* /Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/*; do
    if is_new_enough "$jdk"; then
      JAVA_HOME=$jdk
      export JAVA_HOME
      return 0
    fi
  done
  echo "Tollgate needs a JDK 25 or later and found none." >&2
  echo "JAVA_HOME is '${JAVA_HOME-}', which is not one; looked in /usr/lib/jvm, /opt, SDKMAN and the macOS folders too." >&2
  echo "Install one (for example Temurin 25, https://adoptium.net) or set JAVA_HOME to it." >&2
  return 1
}

find_jdk || exit 1
