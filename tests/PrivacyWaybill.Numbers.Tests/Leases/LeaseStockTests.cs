using CsCheck;
using PrivacyWaybill.Numbers.Leases;

namespace PrivacyWaybill.Numbers.Tests.Leases;

public sealed class LeaseStockTests
{
    private static readonly NumberSegment Segment = new(1, "a", "", "18400000000", 100, 4, blockSize: 100);

    /// <summary>Any course of events: what is out, free and gone always adds up, and no slot is ever out twice.</summary>
    [Fact]
    public void TryTake_AnyCourseOfEvents_KeepsSlotsApart() =>
        Gen.Select(Gen.Int[0, 9], Gen.Int[1, 250]).Array[1, 200].Sample(events =>
        {
            var stock = new LeaseStock();
            var model = new HashSet<(int, int)>();
            var out_ = new List<SlotRun>();
            var leases = new List<Lease>();
            var now = 0L;
            foreach (var (kind, argument) in events)
            {
                switch (kind)
                {
                    case 0 or 1:
                        var held = Enumerable.Range(0, 100).Where(slot => slot * 31 % 100 < argument % 10 * 11).ToArray();
                        var lease = NewLease(leases.Count, now + argument, held);
                        leases.Add(lease);
                        stock.Add(lease);
                        foreach (var slot in Enumerable.Range(0, 100).Except(held)) model.Add((lease.Block, slot));
                        break;
                    case <= 5:
                        var runs = new List<SlotRun>();
                        Assert.Equal(model.Count >= argument, stock.TryTake(argument, runs));
                        foreach (var slot in runs.SelectMany(Slots)) Assert.True(model.Remove(slot));
                        if (runs.Count > 0) Assert.Equal(argument, runs.Sum(r => r.Count));
                        out_.AddRange(runs);
                        break;
                    case <= 7 when out_.Count > 0:
                        var run = out_[argument % out_.Count];
                        out_.Remove(run);
                        if (stock.TryReturn(run, now)) model.UnionWith(Slots(run));
                        else Assert.True(run.Lease.Burned || run.Lease.EndsAt <= now);
                        break;
                    case 8 when leases.Count > 0:
                        var burned = leases[argument % leases.Count];
                        stock.Burn(burned);
                        model.RemoveWhere(s => s.Item1 == burned.Block);
                        break;
                    case 9:
                        now += argument / 10;
                        stock.DropEnded(now, []);
                        model.RemoveWhere(s => leases[s.Item1].EndsAt <= now);
                        break;
                }
                Assert.Equal(model.Count, stock.Free);
            }
        }, iter: 2_000);

    [Fact]
    public void DropEnded_LeasesOfWhichNothingWasTaken_AreReported()
    {
        var stock = new LeaseStock();
        var (touched, untouched, later) = (NewLease(0, 10), NewLease(1, 10), NewLease(2, 11));
        foreach (var lease in new[] { touched, untouched, later }) stock.Add(lease);
        Assert.True(stock.TryTake(1, []));
        var reported = new List<Lease>();
        stock.DropEnded(10, reported);
        Assert.Equal([untouched], reported);
        Assert.Equal(100, stock.Free);
    }

    private static IEnumerable<(int, int)> Slots(SlotRun run) => Enumerable.Range(run.First, run.Count).Select(slot => (run.Lease.Block, slot));

    [Theory]
    [InlineData("none")]
    [InlineData("the first", 0)]
    [InlineData("the last", 99)]
    [InlineData("neighbours", 4, 5, 6)]
    [InlineData("both ends", 0, 1, 98, 99)]
    public void TryTake_HeldSlots_StopsRunsThereAndLeavesThemOut(string label, params int[] held)
    {
        _ = label;
        var stock = new LeaseStock();
        stock.Add(NewLease(0, 10, held));
        Assert.Equal(100 - held.Length, stock.Free);
        var runs = new List<SlotRun>();
        Assert.False(stock.TryTake(101 - held.Length, runs));
        Assert.True(stock.TryTake(100 - held.Length, runs));
        Assert.Equal(Enumerable.Range(0, 100).Except(held), runs.SelectMany(Slots).Select(s => s.Item2));
        Assert.True(runs.Count <= held.Length + 1);
    }

    private static Lease NewLease(int block, long endsAt, params int[] held) => new(Segment, block, 1, endsAt, endsAt + 1, default, new long[100], held);
}
