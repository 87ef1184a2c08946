using PrivacyWaybill.Cli;

return await CommandLine.RunAsync(args, Shell.OfProcess());
