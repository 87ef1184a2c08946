using System.Reflection;
using Google.Protobuf.WellKnownTypes;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Wire;
using PrivacyWaybill.Server.Settings;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Server.Services;

/// <summary>What every stream is told first.</summary>
internal static class Hello
{
    /// <summary>The server's version, as the build stamped it.</summary>
    public static string ServerVersion { get; } =
        typeof(Hello).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    /// <summary>The hello of a stream that is opened now: the masking rules may be others for the next one.</summary>
    public static StreamHello Of(ServerSettings settings, EngineOptions options) => new()
    {
        ServerVersion = ServerVersion,
        RuleSetVersion = options.Profiles.Current.RuleSetVersion,
        DefaultProfile = options.DefaultProfile,
        MaxBatchWaybills = MessageLimits.BatchWaybills,
        MaxMessageBytes = MessageLimits.MessageBytes,
        HardMessageBytes = MessageLimits.HardMessageBytes,
        BatchesInFlight = (uint)settings.Stream.BatchesInFlight,
        MaxNumberValidity = Duration.FromTimeSpan(settings.Numbers.LongestValidity),
        DefaultNumberValidity = Duration.FromTimeSpan(settings.Numbers.DefaultValidity),
        Durability = options.Durability,
    };
}
