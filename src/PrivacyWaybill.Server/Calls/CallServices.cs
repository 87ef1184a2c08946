using PrivacyWaybill.Server.Settings;
using PrivacyWaybill.Server.Store;

namespace PrivacyWaybill.Server.Calls;

/// <summary>What answers calls.</summary>
internal static class CallServices
{
    /// <summary>Adds it.</summary>
    public static void AddCalls(this IServiceCollection services, CallSettings settings, Vaults vaults)
    {
        services.AddSingleton(vaults.Pairs);
        services.AddSingleton(p => new GuessAlarm(settings.MissWindow, p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILoggerFactory>().CreateLogger("PrivacyWaybill.Calls")));
        services.AddSingleton(p => new GuessThrottle(settings, p.GetRequiredService<GuessAlarm>()));
        services.AddSingleton(p => new ThrottledCalls(vaults.Calls.ResolveAsync, vaults.CallReports.ReportAsync, vaults.NumberDesk.LookUpAsync, p.GetRequiredService<GuessThrottle>()));
    }
}
