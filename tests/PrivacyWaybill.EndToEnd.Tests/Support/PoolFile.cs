using System.Text.Json;

namespace PrivacyWaybill.EndToEnd.Tests.Support;

/// <summary>Writes pool files of one segment and some main numbers for call pairs.</summary>
public static class PoolFile
{
    /// <summary>The name of the segment.</summary>
    public const string Segment = "e2e";

    /// <summary>How many main numbers connect pairs.</summary>
    public const int PairMainNumbers = 20;

    /// <param name="path">Where to.</param>
    /// <param name="capacityDigits">10 to this are its numbers: 6 to 10.</param>
    /// <param name="blockSize">Numbers a lease.</param>
    public static string Write(string path, int capacityDigits, int blockSize)
    {
        File.WriteAllText(path, JsonSerializer.Serialize(new
        {
            segments = new[]
            {
                new
                {
                    id = 7, name = Segment, city = "杭州", firstMainNumber = "18400000000", mainNumbers = (long)Math.Pow(10, capacityDigits - 4),
                    extensionLength = 4, blockSize, demo = false,
                },
            },
            callPairs = new[] { new { name = "e2e-pairs", city = "杭州", firstMainNumber = "18490000000", mainNumbers = PairMainNumbers } },
        }));
        return path;
    }
}
