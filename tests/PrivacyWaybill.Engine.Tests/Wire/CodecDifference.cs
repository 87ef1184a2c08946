using System.Buffers;
using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Wire;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Wire;

/// <summary>Both codecs on the same bytes. Not safe for concurrent use: it uses two batches again and again.</summary>
internal sealed class CodecDifference
{
    private readonly GeneratedBatchCodec _oracle = new();
    private readonly WireBatchCodec _codec = new();
    private readonly WaybillBatch _expected = new();
    private readonly WaybillBatch _actual = new();

    /// <summary>What the oracle made of the last message.</summary>
    public BatchCode Code => _expected.Code;

    /// <summary>In what the two readings of a message differ, both as a batch and as a single request; null if in nothing.</summary>
    public string? OfReading(ReadOnlySequence<byte> message)
    {
        _oracle.ReadSingle(message, _expected);
        _codec.ReadSingle(message, _actual);
        if (Difference() is { } single) return "single: " + single;
        _oracle.ReadBatch(message, _expected);
        _codec.ReadBatch(message, _actual);
        return Difference();
    }

    /// <summary>Whether the two write a batch to the same bytes.</summary>
    public bool OfWriting(WaybillBatch batch)
    {
        _oracle.WriteBatch(batch);
        var expected = batch.Answer.Written.ToArray();
        _codec.WriteBatch(batch);
        if (!batch.Answer.Written.SequenceEqual(expected)) return true;
        if (batch.Count == 0) return false;
        _oracle.WriteSingle(batch);
        expected = batch.Answer.Written.ToArray();
        _codec.WriteSingle(batch);
        return !batch.Answer.Written.SequenceEqual(expected);
    }

    private string? Difference()
    {
        if ((_expected.Code, _expected.Remedy, _expected.BatchId, _expected.Count) != (_actual.Code, _actual.Remedy, _actual.BatchId, _actual.Count))
            return $"{_expected.Code} {_expected.BatchId} {_expected.Count} became {_actual.Code} {_actual.BatchId} {_actual.Count}";
        for (var i = 0; i < _expected.Count; i++)
        {
            ref var expected = ref _expected.Items[i];
            ref var actual = ref _actual.Items[i];
            if ((expected.ShipmentEpoch, expected.Piece, expected.LinkedEpoch, expected.WriteMode, expected.LabelScope) !=
                (actual.ShipmentEpoch, actual.Piece, actual.LinkedEpoch, actual.WriteMode, actual.LabelScope)) return $"numbers of waybill {i}";
            if ((expected.ExpectedVersion, expected.SourceEventTime, expected.ReturnSealedRecord) !=
                (actual.ExpectedVersion, actual.SourceEventTime, actual.ReturnSealedRecord)) return $"condition of waybill {i}";
            if (!IsSame(expected.SenderNumber, actual.SenderNumber) || !IsSame(expected.RecipientNumber, actual.RecipientNumber)) return $"wish of waybill {i}";
            foreach (var field in TextFields.All)
                if (!_expected.Input(i, field).SequenceEqual(_actual.Input(i, field))) return $"{TextFields.Path(field)} of waybill {i}";
        }
        return null;
    }

    private bool IsSame(in NumberWish expected, in NumberWish actual) =>
        (expected.Scope, expected.Validity, expected.Seconds, expected.CityOnly) == (actual.Scope, actual.Validity, actual.Seconds, actual.CityOnly)
        && _expected.Input(expected.City).SequenceEqual(_actual.Input(actual.City));
}
