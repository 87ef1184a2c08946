using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using PrivacyWaybill.Benchmarks;
using PrivacyWaybill.Benchmarks.Recording;

// --record writes the tables into the published page; without it a run is a look.
const string record = "--record";
var config = ManualConfig.Create(DefaultConfig.Instance);
if (args.Contains(record)) config.AddExporter(new ResultsPage(Repository.Path("benchmarks/results/masking.md")));
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run([.. args.Where(arg => arg != record)], config);
