using PrivacyWaybill.Conformance;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Stores;
using PrivacyWaybill.Engine.Verification;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.Vault.Keys;
using PrivacyWaybill.Vault.Store;

namespace PrivacyWaybill.Engine;

/// <summary>What pipeline and desk work with. Made once; whoever makes it disposes of it.</summary>
public sealed record EngineParts
{
    /// <summary>What the operator chose.</summary>
    public required EngineOptions Options { get; init; }

    /// <summary>Keys.</summary>
    public required KeyRing Keys { get; init; }

    /// <summary>Segments and their permutations.</summary>
    public required NumberPlan Plan { get; init; }

    /// <summary>Numbers to hand out.</summary>
    public required NumberPool Numbers { get; init; }

    /// <summary>From numbers to records.</summary>
    public required NumberDirectory Directory { get; init; }

    /// <summary>Records.</summary>
    public required RecordStore Records { get; init; }

    /// <summary>Which records continue which.</summary>
    public required ShipmentGroup Groups { get; init; }

    /// <summary>From pieces to their parents.</summary>
    public required PieceIndex Pieces { get; init; }

    /// <summary>Counts the phones that pseudonyms were made of.</summary>
    public required PseudonymLedger Pseudonyms { get; init; }

    /// <summary>Whether the store may be used.</summary>
    public required IStoreGate Gate { get; init; }

    /// <summary>Is told of a defect of the pipeline: its type and place may be logged, its text may not.</summary>
    public Action<Exception> OnDefect { get; init; } = static _ => { };

    /// <summary>Is told of each masked field that was verified and did not hold.</summary>
    public Action<MaskingViolation> OnViolation { get; init; } = static _ => { };

    /// <summary>What verifies masked fields.</summary>
    internal FieldCheck Check { get; init; } = ConformanceChecker.Check;

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }
}
