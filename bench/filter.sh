#!/usr/bin/env bash
# What the servlet filter costs a clean request: time and garbage by JMH, with no and with 1,000,000 decisions; then an
# embedded Tomcat with and without it, side by side, under wrk.
#
#   bench/filter.sh [SECONDS]     10, for each of the two servers and each of three turns
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

readonly SECONDS_EACH=${1-10}
readonly OUT=$TARGET/filter
REPOSITORY=${REPOSITORY:-$HOME/.m2/repository}

mkdir -p "$OUT"
./mvnw -B -ntp -q dependency:get -Dartifact=org.openjdk.jmh:jmh-core:1.37
./mvnw -B -ntp -q dependency:get -Dartifact=org.openjdk.jmh:jmh-generator-annprocess:1.37
examples/tomcat/run --build-only
jars=examples/tomcat/target/lib/\*
for jar in org/openjdk/jmh/jmh-core/1.37/jmh-core-1.37 org/openjdk/jmh/jmh-generator-annprocess/1.37/jmh-generator-annprocess-1.37 \
  net/sf/jopt-simple/jopt-simple/5.0.4/jopt-simple-5.0.4 org/apache/commons/commons-math3/3.6.1/commons-math3-3.6.1; do
  jars+=:$REPOSITORY/$jar.jar
done
javac -nowarn -d "$OUT" -cp "$jars" bench/filter/CleanRequestBenchmark.java
java -cp "$OUT:$jars" org.openjdk.jmh.Main -prof gc -rf text -rff "$OUT/jmh.txt" CleanRequestBenchmark >"$OUT/jmh.log"
grep -E 'Benchmark|clean( |:gc.alloc.rate.norm)' "$OUT/jmh.txt"

serve() { # PORT FILTERED
  (cd examples/tomcat && exec java -Dexample.unprotected="$2" -cp 'target/classes:target/lib/*' example.Site "$1") >"$work/$1.log" 2>&1 &
  started+=($!)
  await 30 curl -sf -o /dev/null "http://127.0.0.1:$1/"
}
serve 18081 true
serve 18082 false
for port in 18081 18082; do wrk -t1 -c8 -d"$SECONDS_EACH" "http://127.0.0.1:$port/" >/dev/null; done
for _ in 1 2 3; do
  for port in 18081 18082; do
    name=$([[ $port == 18081 ]] && echo without || echo with)
    wrk -t1 -c8 -d"$SECONDS_EACH" --latency "http://127.0.0.1:$port/" |
      awk -v name="$name" '/50%|99%/ {printf "%s p%s %s  ", name, $1, $2} /Requests\/sec/ {print $2 " requests/s"}'
  done
done
