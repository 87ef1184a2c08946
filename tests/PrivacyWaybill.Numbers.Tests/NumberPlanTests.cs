namespace PrivacyWaybill.Numbers.Tests;

public sealed class NumberPlanTests
{
    [Fact]
    public void TryLocate_DescribedPlace_LeadsBack()
    {
        NumberSegment[] segments = [TestSegments.New(), TestSegments.New(digits: 8)];
        using var plan = TestSegments.Plan(segments);
        NumberRef[] places = [.. Enumerable.Range(0, 200).Select(i => new NumberRef(segments[i % 2].Id, i * 4_999L))];
        var numbers = new ExtendedNumber[places.Length];
        plan.Describe(places, numbers);
        var located = new NumberRef[places.Length];
        plan.Locate(numbers, located);
        Assert.Equal(places, located);
        for (var i = 0; i < places.Length; i++)
        {
            Assert.True(plan.TryDescribe(places[i], out var single));
            Assert.Equal(single, numbers[i]);
            Assert.True(plan.TryLocate(numbers[i], out var place));
            Assert.Equal(places[i], place);
        }
    }

    [Fact]
    public void Describe_PlaceOfNoSegment_HasNoDigits()
    {
        var segment = TestSegments.New();
        using var plan = TestSegments.Plan(segment);
        NumberRef[] places = [new(60_000, 1), new(segment.Id, segment.Capacity), new(segment.Id, -1), new(segment.Id, 0)];
        var numbers = new ExtendedNumber[4];
        plan.Describe(places, numbers);
        Assert.Equal([0, 0, 0, 11], numbers.Select(n => (int)n.MainDigits));
        Assert.All(places[..3], place => Assert.False(plan.TryDescribe(place, out _)));
    }

    [Fact]
    public void Locate_NumbersOfNoSegmentAmongOthers_ArePlacesOfNone()
    {
        NumberSegment[] segments = [TestSegments.New(), TestSegments.New(digits: 8)];
        using var plan = TestSegments.Plan(segments);
        Assert.True(plan.TryDescribe(new NumberRef(segments[1].Id, 12_345_678), out var ours));
        ExtendedNumber[] numbers = [default, ours, ours with { ExtensionDigits = 0 }, ours with { MainDigits = 12 }, ours with { MainNumber = 1 }, ours];
        var places = new NumberRef[numbers.Length];
        plan.Locate(numbers, places);
        var place = new NumberRef(segments[1].Id, 12_345_678);
        Assert.Equal([NumberRef.None, place, NumberRef.None, NumberRef.None, NumberRef.None, place], places);
        Assert.False(plan.TryDescribe(NumberRef.None, out _));
    }

    [Fact]
    public void Constructor_Keys_AreOverwrittenAfterUse()
    {
        var key = TestSegments.Key(TestSegments.New());
        using var plan = new NumberPlan(new SegmentTable([TestSegments.New()]), _ => key);
        Assert.Equal(new byte[32], key);
    }

    [Fact]
    public void MarkOf_OtherKeyOrShape_Differs()
    {
        var segment = new NumberSegment(1, "a", "", "18400000000", 10_000, 4);
        NumberSegment[] others = [new(1, "a", "", "18400000000", 10_000, 4, blockSize: 1_000), new(1, "a", "", "18500000000", 10_000, 4)];
        using var plan = TestSegments.Plan(segment);
        using var otherKey = new NumberPlan(new SegmentTable([segment]), _ => new byte[32]);
        var mark = plan.MarkOf(segment);
        Assert.NotEqual(mark, otherKey.MarkOf(segment));
        foreach (var other in others)
        {
            using var otherPlan = new NumberPlan(new SegmentTable([other]), _ => TestSegments.Key(segment));
            Assert.NotEqual(mark, otherPlan.MarkOf(other));
        }
    }
}
