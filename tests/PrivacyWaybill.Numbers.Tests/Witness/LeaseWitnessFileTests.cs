using PrivacyWaybill.Numbers.Witness;

namespace PrivacyWaybill.Numbers.Tests.Witness;

public sealed class LeaseWitnessFileTests : IDisposable
{
    private static readonly DateTimeOffset Time = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("pw-witness-").FullName;
    private readonly NumberSegment _segment = TestSegments.New();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Read_NotesOfSeveralServers_TellsTheLatestOfEachBlock()
    {
        using (var one = Open("one", "two"))
        using (var two = Open("two", "one"))
        {
            one.Note(_segment, [3, 7], Time.AddDays(10));
            two.Note(_segment, [7, 999], Time.AddDays(20));
            Assert.Equal([new HoldMark(0, At(1)), new HoldMark(At(1), At(1) + 1)], one.NoteHolds(_segment, [(7, Time.AddDays(50)), (7, Time.AddDays(40))], Time.AddDays(1)));
        }
        using var reader = Open("", "one", "two");
        var reading = reader.Read(_segment);
        Assert.True(reading.IsComplete);
        Assert.Equal(new WitnessedBlock(At(10), 0, 0), reading.Blocks[3]);
        Assert.Equal(new WitnessedBlock(At(20), At(50), At(1) + 1), reading.Blocks[7]);
        Assert.Equal(new WitnessedBlock(At(20), 0, 0), reading.Blocks[999]);
        Assert.Equal(3, reading.Blocks.Count(b => b != default));
        Assert.All(new[] { 0, 3, 7, 999 }, b => Assert.Equal(reading.Blocks[b], reader.Read(_segment, b)));
    }

    [Fact]
    public void Note_Again_TakesThePlaceOfTheFormer()
    {
        using var one = Open("one");
        one.Note(_segment, [3], Time.AddDays(10));
        one.Note(_segment, [3], Time);
        Assert.Equal(At(0), one.Read(_segment, 3).FreeAt);
    }

    [Fact]
    public void Read_ServerWithoutWitness_IsMissing()
    {
        using var one = Open("one", "two", "three");
        Assert.Equal(["one", "three", "two"], one.Read(_segment).Missing);
        one.Open(_segment);
        Assert.Equal(["three", "two"], one.Read(_segment).Missing);
    }

    [Theory]
    [InlineData("cut short")]
    [InlineData("empty")]
    [InlineData("of another segment")]
    public void Read_DamagedWitness_IsMissingAndNotWrittenTo(string damage)
    {
        using (var one = Open("one")) one.Note(_segment, [1], Time.AddDays(1));
        var path = Assert.Single(Directory.GetFiles(_folder));
        var bytes = File.ReadAllBytes(path);
        if (damage == "cut short") bytes = bytes[..^1];
        if (damage == "empty") bytes = [];
        if (damage == "of another segment") bytes[11]++;
        File.WriteAllBytes(path, bytes);
        using var again = Open("one");
        Assert.Equal(["one"], again.Read(_segment).Missing);
        Assert.Throws<IOException>(() => again.Note(_segment, [2], Time));
        Assert.Equal(bytes, File.ReadAllBytes(path));
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("a.b")]
    [InlineData("服务器")]
    public void Constructor_UnusableId_Throws(string id) => Assert.Throws<ArgumentException>(() => Open(id));

    private static uint At(int days) => (uint)Time.AddDays(days).ToUnixTimeSeconds();

    private LeaseWitnessFile Open(string server, params string[] others) => new(_folder, server, others);
}
