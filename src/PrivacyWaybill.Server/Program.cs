using PrivacyWaybill.Server.Demo;
using PrivacyWaybill.Server.Hosting;
using PrivacyWaybill.Server.Settings;

if (args is ["demo"]) return await DemoCommand.RunAsync();

try
{
    var (settings, configuration) = SettingsReader.Read(args);
    await using var server = await ServerHost.StartAsync(settings, configuration);
    Console.WriteLine($"listening on {server.Address}");
    await server.WaitForShutdownAsync();
    return 0;
}
catch (SettingsException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
