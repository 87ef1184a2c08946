using Grpc.AspNetCore.Server.Model;
using Grpc.Reflection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Credentials;
using PrivacyWaybill.Engine.Wire;
using PrivacyWaybill.Server.Calls;
using PrivacyWaybill.Server.Profiles;
using PrivacyWaybill.Server.Retention;
using PrivacyWaybill.Server.Services;
using PrivacyWaybill.Server.Settings;
using PrivacyWaybill.Server.Store;
using PrivacyWaybill.Server.Verification;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Server.Hosting;

/// <summary>A running server: everything that settings name, put together once.</summary>
public sealed class ServerHost : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly Vaults _vaults;
    private readonly ILoggerFactory _loggers;

    private ServerHost(WebApplication application, Vaults vaults, ILoggerFactory loggers)
    {
        (_application, _vaults, _loggers) = (application, vaults, loggers);
        var addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        Address = new Uri(addresses.First().Replace("[::]", "127.0.0.1", StringComparison.Ordinal).Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal));
    }

    /// <summary>Where a client on this machine reaches it.</summary>
    public Uri Address { get; }

    /// <summary>Validates, connects, verifies the store, and listens.</summary>
    /// <param name="settings">All settings.</param>
    /// <param name="configuration">Where the host's own settings (logging) are; null for none.</param>
    /// <param name="quiet">Log errors only.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <param name="logging">Adds to the logging; null for the console alone.</param>
    /// <exception cref="SettingsException">Something in the settings, or in what they name, cannot be used.</exception>
    public static async Task<ServerHost> StartAsync(ServerSettings settings, IConfiguration? configuration = null, bool quiet = false,
        TimeProvider? time = null, Action<ILoggingBuilder>? logging = null)
    {
        SettingsValidator.Validate(settings);
        var clock = time ?? TimeProvider.System;
        var keys = LoadCredentials(settings);

        var builder = WebApplication.CreateSlimBuilder();
        // Defaults, which the operator's own settings override.
        builder.Configuration.AddInMemoryCollection([new("Logging:LogLevel:Microsoft.AspNetCore", "Warning"), new("Logging:LogLevel:Grpc", "Error")]);
        if (configuration is not null) builder.Configuration.AddConfiguration(configuration);
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => Listening.Configure(kestrel, settings));
        builder.Logging.SetMinimumLevel(quiet ? LogLevel.Error : LogLevel.Information);
        logging?.Invoke(builder.Logging);
        // What is under way at SIGTERM is answered first.
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = settings.Stream.DrainTimeout);

        // Reveals are audited whatever level the operator chose: this rule is the last, and the last one counts.
        builder.Logging.AddFilter(RevealAudit.Category, LogLevel.Information);
        var loggers = LoggerFactory.Create(l =>
        {
            l.AddConfiguration(builder.Configuration.GetSection("Logging")).AddConsole().SetMinimumLevel(quiet ? LogLevel.Error : LogLevel.Information);
            logging?.Invoke(l);
        });
        var profiles = LiveProfiles.Open(settings.Masking);
        var violations = new ViolationLog(clock, loggers.CreateLogger("PrivacyWaybill.Masking"));
        var vaults = await Vaults.OpenAsync(settings, profiles.Source, violations.Note, clock, loggers.CreateLogger("PrivacyWaybill.Store"));
        try
        {
            AddServices(builder.Services, settings, keys, vaults, clock);
            AddMasking(builder.Services, settings.Masking, profiles, violations, clock);
            var application = builder.Build();
            Map(application);
            HostLog.Starting(application.Logger, Hello.ServerVersion, vaults.Parts.Options.Profiles.Current.RuleSetVersion);
            if (keys is null) HostLog.NoCredentials(application.Logger);
            if (settings.Listen.Certificate is null && !SettingsValidator.IsLoopback(settings)) HostLog.ClearText(application.Logger);
            if (settings.Masking.AcceptNonCompliant.Count > 0) ProfileLog.NonCompliantAccepted(application.Logger, string.Join(", ", settings.Masking.AcceptNonCompliant));
            await application.StartAsync();
            return new ServerHost(application, vaults, loggers);
        }
        catch
        {
            await vaults.DisposeAsync();
            loggers.Dispose();
            throw;
        }
    }

    /// <summary>Until the process is told to stop (SIGTERM, Ctrl+C) and what was under way is answered.</summary>
    public Task WaitForShutdownAsync() => _application.WaitForShutdownAsync();

    /// <summary>Drains and stops.</summary>
    public Task StopAsync() => _application.StopAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
        await _vaults.DisposeAsync();
        _loggers.Dispose();
    }

    private static ApiKeyFile? LoadCredentials(ServerSettings settings)
    {
        if (settings.Credentials.File is not { } file) return null;
        try
        {
            return ApiKeyFile.Load(file);
        }
        catch (FormatException e)
        {
            throw new SettingsException($"Credentials:File: {e.Message}");
        }
    }

    private static void AddServices(IServiceCollection services, ServerSettings settings, ApiKeyFile? keys, Vaults vaults, TimeProvider clock)
    {
        services.AddSingleton(settings);
        services.AddSingleton(clock);
        services.AddSingleton(new CallGuard(keys));
        services.AddSingleton(vaults.Pipeline);
        services.AddCalls(settings.Calls, vaults);
        services.AddSingleton(vaults.NumberDesk);
        services.AddSingleton(vaults.Reveals);
        services.AddSingleton<BatchStream>();
        services.AddSingleton(vaults.Erasures);
        services.AddSingleton<ErasureAudit>();
        services.AddSingleton(vaults.Census);
        services.AddSingleton(vaults.Export);
        services.AddHostedService(_ => new DueWatch(vaults.Collector, settings.Retention.CollectInterval, clock));
        if (settings.Retention.CensusInterval > TimeSpan.Zero)
            services.AddHostedService(p => new RetentionWatch(vaults.Census, settings.Retention.CensusInterval, clock, p.GetRequiredService<ILogger<RetentionWatch>>()));
        services.AddSingleton(vaults.Parts.Numbers);
        services.AddSingleton(vaults.Monitor);
        AddSegments(services, vaults);
        services.AddHostedService(_ => vaults.Monitor);
        services.AddSingleton<BatchPool>();
        services.AddSingleton<IBatchCodec>(settings.Stream.Codec == BatchCodecKind.Generated ? new GeneratedBatchCodec() : new WireBatchCodec());
        services.AddSingleton(vaults.Parts.Options);
        services.AddSingleton<RevealQuota>();
        services.AddSingleton<RevealAudit>();
        services.AddSingleton<StreamDrain>();
        services.AddHostedService(p => p.GetRequiredService<StreamDrain>());
        services.AddSingleton<MaskingGrpcService>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IServiceMethodProvider<MaskingGrpcService>, MaskingMethodProvider>());
        services.AddGrpc(o =>
        {
            o.MaxReceiveMessageSize = MessageLimits.HardMessageBytes;
            o.MaxSendMessageSize = null;
            o.EnableDetailedErrors = false;
        });
        // The masking service has no generated base class, so the reflection service is told what there is.
        services.AddSingleton(new ReflectionServiceImpl(
            WaybillMaskingServiceReflection.Descriptor.Services[0], VirtualNumberServiceReflection.Descriptor.Services[0],
            RevealServiceReflection.Descriptor.Services[0], RecordServiceReflection.Descriptor.Services[0],
            NumberPoolServiceReflection.Descriptor.Services[0], ImportServiceReflection.Descriptor.Services[0], Grpc.Health.V1.HealthReflection.Descriptor.Services[0]));
        services.AddGrpcReflection();
        services.AddCapabilityHealth(settings);
    }

    private static void AddSegments(IServiceCollection services, Vaults vaults)
    {
        services.AddSingleton(vaults.Segments.Registry);
        services.AddSingleton(vaults.Segments.Admission);
        services.AddSingleton(vaults.Segments.Watch);
        services.AddHostedService(_ => vaults.Segments.Watch);
        services.AddSingleton(vaults.Parts.Plan.Segments);
        services.AddSingleton(vaults.Affected);
    }

    private static void AddMasking(IServiceCollection services, MaskingSettings settings, LiveProfiles profiles, ViolationLog violations, TimeProvider clock)
    {
        if (settings.Verify > 0) services.AddHostedService(_ => violations);
        if (settings.ProfileFile is null || settings.ReloadInterval == TimeSpan.Zero) return;
        services.AddHostedService(p => new ProfileReload(profiles, settings.ReloadInterval, clock, p.GetRequiredService<ILogger<ProfileReload>>()));
    }

    private static void Map(WebApplication application)
    {
        application.MapGrpcService<MaskingGrpcService>();
        application.MapGrpcService<VirtualNumberGrpcService>();
        application.MapGrpcService<RevealGrpcService>();
        application.MapGrpcService<RecordGrpcService>();
        application.MapGrpcService<NumberPoolGrpcService>();
        application.MapGrpcService<ImportGrpcService>();
        application.MapGrpcHealthChecksService();
        application.MapGrpcReflectionService();
    }
}
