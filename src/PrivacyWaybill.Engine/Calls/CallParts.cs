using PrivacyWaybill.Numbers;
using PrivacyWaybill.Vault.Calls;

namespace PrivacyWaybill.Engine.Calls;

/// <summary>What calls need beside <see cref="EngineParts"/>. Made once; whoever makes it disposes of it.</summary>
public sealed record CallParts
{
    /// <summary>What the operator allows.</summary>
    public required CallOptions Options { get; init; }

    /// <summary>Main numbers of call pairs.</summary>
    public required CallPairTable PairNumbers { get; init; }

    /// <summary>Names and seals what is kept of calls.</summary>
    public required CallVault Vault { get; init; }

    /// <summary>The call pairs.</summary>
    public required CallPairStore Pairs { get; init; }

    /// <summary>Connected calls a shipment.</summary>
    public required CallCounter Counter { get; init; }
}
