using Microsoft.Extensions.Time.Testing;
using PrivacyWaybill.Engine.Calls;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Stores;
using PrivacyWaybill.Engine.Verification;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.Vault.Keys;
using PrivacyWaybill.Vault.Store;

namespace PrivacyWaybill.Engine.Tests.Support;

/// <summary>What an engine under test is made of; a second engine over the same store takes the same one, changed where it differs.</summary>
internal sealed record EngineSetup
{
    private static int _segments;

    public EngineOptions Options { get; init; } = new();

    /// <summary>The store may take long to answer: the machine that runs tests is a busy one.</summary>
    public NumberPoolOptions Numbers { get; init; } = new() { StoreDeadline = TimeSpan.FromSeconds(30) };

    public CallOptions Calls { get; init; } = new();

    /// <summary>Main numbers for call pairs.</summary>
    public CallPairTable PairNumbers { get; init; } = CallPairTable.Empty;

    public IReadOnlyList<NumberSegment> Segments { get; init; } = [NewSegment()];

    public KeyRing Keys { get; init; } = NewKeys();

    /// <summary>Stands still until it is moved.</summary>
    public FakeTimeProvider Clock { get; init; } = new(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));

    public IStoreGate Gate { get; init; } = new Gate();

    /// <summary>The journal of changes; null for none.</summary>
    public ChangeJournalOptions? Journal { get; init; }

    /// <summary>What verifies masked fields; null for the real thing.</summary>
    public FieldCheck? Check { get; init; }

    /// <summary>Most numbers that the pool has to give, in whole blocks; null for all. The others come free after 50 years.</summary>
    public int? FreeBlocks { get; init; }

    /// <summary>A million numbers that no other test of this run has, with four-digit extensions.</summary>
    public static NumberSegment NewSegment(int blockSize = 1_000, int extensionLength = 4)
    {
        var id = Interlocked.Increment(ref _segments);
        var mains = (long)Math.Pow(10, 6 - extensionLength);
        return new NumberSegment((ushort)id, $"test-{id}", "深圳", $"{18_000_000_000 + id * 1_000_000L}", mains, extensionLength, blockSize);
    }

    /// <summary>The same of another number cloud.</summary>
    public static NumberSegment NewExternalSegment(string city = "深圳")
    {
        var id = Interlocked.Increment(ref _segments);
        return new NumberSegment((ushort)id, $"external-{id}", city, $"{18_000_000_000 + id * 1_000_000L}", 100, 4, external: true);
    }

    public static KeyRing NewKeys()
    {
        using var keys = new EphemeralMasterKeys();
        return KeyRing.Create(keys);
    }
}
