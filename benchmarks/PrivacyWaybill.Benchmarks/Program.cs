using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using PrivacyWaybill.Benchmarks;
using PrivacyWaybill.Benchmarks.Allocations;
using PrivacyWaybill.Benchmarks.Recording;
using PrivacyWaybill.Benchmarks.Vault;
using PrivacyWaybill.Workload.Bodies;

// vault [waybills] [aof]: rates and memory over a real redis-server, which no micro-benchmark tells.
if (args is ["vault", ..])
{
    await VaultFigures.RunAsync(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1_000_192, args.Contains("aof"));
    return;
}

// write-shapes [records]: ways of writing new records that were weighed against each other.
if (args is ["write-shapes", ..])
{
    await WriteShapes.RunAsync(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 2_000_000);
    return;
}

// allocations [batches]: where the pipeline's allocations come from; allocations PID SECONDS: where those of a running server do.
if (args is ["allocations", ..])
{
    var figures = args[1..].Select(a => int.Parse(a, CultureInfo.InvariantCulture)).ToArray();
    await (figures is [var process, var seconds]
        ? AllocationFigures.OfProcessAsync(process, TimeSpan.FromSeconds(seconds))
        : AllocationFigures.OfPipelineAsync(figures is [var batches] ? batches : 4_000));
    return;
}

// bodies FOLDER: what other load tools want (benchmarks/other-harnesses).
if (args is ["bodies", var folder])
{
    HarnessFiles.Write(folder);
    return;
}

// --record writes the tables into the published pages; without it a run is a look.
const string record = "--record";
var config = ManualConfig.Create(DefaultConfig.Instance);
if (args.Contains(record))
    foreach (var page in (string[])["masking.md", "stages.md"]) config.AddExporter(new ResultsPage(Repository.Path($"benchmarks/results/{page}")));
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run([.. args.Where(arg => arg != record)], config);
