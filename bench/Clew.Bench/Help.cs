namespace Clew.Bench;

/// <summary>What clew-bench says when asked.</summary>
static class Help
{
    public const string Text = """
        clew-bench: load and measurements for an OTLP trace server

          intake    --target http://127.0.0.1:4318 --workload agent-1k|chat-8k|trace-10k|trace-100k
                    [--connections 16] [--spans-per-request 100] [--seconds 60] [--warmup 3] [--gzip]
                    [--pid PID] [--data DIR] [--json] [--label TEXT] [--plain] [--self-test]
          trace     --target URL --spans 10000|100000 [--spans-per-request 500] [--connections 4] [--reads 5]
                    [--pid PID] [--json]
          latency   --target URL [--spans-per-request 1] [--seconds 20] [--pause-ms 5] [--json]
          patch     --target URL [--seconds 20] [--pause-ms 5] [--traces 50] [--large-bytes 3000000] [--json]
          ask       --target URL [--spans 1000000] [--workload agent-1k] [--rounds 20] [--questions FILE]
                    [--pid PID] [--data DIR] [--json]
          compress  --workload NAME [--corpus DIR] [--requests 40] [--sample]
          self-test [--seconds 2]
          report    --from FILE

        --plain sends the same bytes with keys that no dialect knows, to show what understanding them costs.
        For all: --seed 1, --open 200 (traces that run at once), --pool-mb 400 (distinct request bytes kept).
        """;
}
