using PrivacyWaybill.Engine.Batches;

namespace PrivacyWaybill.Engine.Tests.Batches;

public sealed class ByteArenaTests
{
    [Fact]
    public void Clear_AfterAMessageOfOrdinarySize_KeepsTheRoom()
    {
        var arena = new ByteArena();
        arena.Append(1 << 20, out _);
        arena.Clear();
        Assert.InRange(arena.Room(0).Length, 1 << 20, int.MaxValue);
    }

    /// <summary>One huge message does not make a server keep its size for ever.</summary>
    [Fact]
    public void Clear_AfterAHugeMessage_LetsGoOfTheRoom()
    {
        var arena = new ByteArena();
        arena.Append(5 << 20, out _);
        arena.Clear();
        Assert.InRange(arena.Room(0).Length, 0, 1 << 20);
    }

    [Fact]
    public void Room_Growing_WipesWhereTheTextsWere()
    {
        var arena = new ByteArena();
        var old = arena.Append(100, out _);
        old.Fill(7);
        arena.Append(10_000, out var slice);
        Assert.Equal(100, slice.Start);
        Assert.False(old.ContainsAnyExcept((byte)0));
        Assert.False(arena[new Slice(0, 100)].ContainsAnyExcept((byte)7));
    }
}
