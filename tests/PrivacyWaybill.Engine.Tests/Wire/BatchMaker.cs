using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Wire;

/// <summary>Answered batches with anything in them. Of one seed always the same.</summary>
internal sealed class BatchMaker(int seed)
{
    private static readonly string[] Words = ["", "recipient.mobile", "shorten it", "长于 48 字节"];

    private readonly Random _random = new(seed);
    private readonly byte[] _text = [.. Enumerable.Range(0, 700).Select(i => (byte)('0' + i % 75))];

    /// <summary>Makes the batch another one.</summary>
    public void Fill(WaybillBatch batch)
    {
        batch.Reset(_random.Next(4));
        batch.BatchId = (ulong)_random.NextInt64() >> _random.Next(64);
        batch.Sequence = (ulong)_random.Next(3);
        batch.Durability = (Durability)_random.Next(3);
        if (_random.Next(4) == 0) batch.SuggestRetryAfter(TimeSpan.FromMilliseconds(_random.Next(0, 90_000)));
        for (var i = 0; i < batch.Count; i++) Fill(batch, i);
        if (_random.Next(10) == 0) batch.Refuse((BatchCode)_random.Next(1, 6), Words[_random.Next(Words.Length)]);
    }

    private void Fill(WaybillBatch batch, int i)
    {
        foreach (var field in TextFields.All)
            if (_random.Next(2) == 0) batch.SetOutput(i, field, Text());
        ref var item = ref batch.Items[i];
        item.Fail((ItemCode)(_random.Next(2) == 0 ? 1 : _random.Next(22)), Words[_random.Next(Words.Length)], Words[_random.Next(Words.Length)]);
        (item.Replayed, item.RelabelRequired, item.NonCompliant) = (_random.Next(2) == 0, _random.Next(2) == 0, _random.Next(2) == 0);
        item.Version = (uint)_random.NextInt64() >> _random.Next(32);
        if (_random.Next(3) == 0) item.SealedRecord = batch.AddOutput(Text());
        Fill(batch, ref item.Sender);
        Fill(batch, ref item.Recipient);
        for (var warnings = _random.Next(4); warnings > 0; warnings--) batch.Warn(i, (WarningCode)_random.Next(1, 11), Words[_random.Next(Words.Length)], (UnreachableReason)_random.Next(3));
    }

    private void Fill(WaybillBatch batch, ref PartyOutcome party)
    {
        if (_random.Next(2) == 0) party.Token = batch.AddOutput(Text());
        if (_random.Next(4) == 0) party.Pseudonym = batch.AddOutput(Text());
        if (_random.Next(2) == 0) return;
        party.Display = batch.AddOutput(_text.AsSpan(0, _random.Next(1, 24)));
        party.MainNumber = new Slice(party.Display.Start, _random.Next(party.Display.Length));
        party.Extension = new Slice(party.Display.End, 0);
        party.ExpiresAt = (uint)_random.NextInt64() >> _random.Next(32);
    }

    /// <summary>Of any length, but often at one where the bytes of a length change.</summary>
    private ReadOnlySpan<byte> Text() => _text.AsSpan(0, _random.Next(3) switch { 0 => _random.Next(20), 1 => _random.Next(100, 135), _ => _random.Next(_text.Length) });
}
