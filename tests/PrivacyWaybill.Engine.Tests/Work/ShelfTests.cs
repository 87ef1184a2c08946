using PrivacyWaybill.Engine.Work;

namespace PrivacyWaybill.Engine.Tests.Work;

public sealed class ShelfTests
{
    [Fact]
    public void TryTake_SeveralKept_GivesTheLastFirst()
    {
        var shelf = new Shelf<string>(3);
        Assert.False(shelf.TryTake(out _));
        Assert.True(shelf.TryKeep("first") && shelf.TryKeep("last"));
        Assert.True(shelf.TryTake(out var one) & shelf.TryTake(out var other));
        Assert.Equal(("last", "first", false), (one, other, shelf.TryTake(out _)));
    }

    [Fact]
    public void TryKeep_Full_Refuses()
    {
        var shelf = new Shelf<string>(1);
        Assert.True(shelf.TryKeep("one"));
        Assert.False(shelf.TryKeep("another"));
        Assert.True(shelf.TryTake(out _) && shelf.TryKeep("another"));
    }
}
