using System.Globalization;

namespace PrivacyWaybill.Cli.Records;

/// <summary>
/// Says what each column is: what the command line maps, then what is recognised by its name, then what
/// <c>--others</c> says of the rest.
/// </summary>
/// <param name="entries">The entries of <c>--map</c>.</param>
/// <param name="others">The rest.</param>
internal sealed class ColumnMapping(IReadOnlyList<MapEntry> entries, OtherColumns others)
{
    // Longer runs of digits may be phones, also in the place of a name.
    private const int MostDigitsInLabel = 4, LongestLabel = 60;

    /// <summary>The entries of <c>--map</c>.</summary>
    public IReadOnlyList<MapEntry> Entries { get; } = entries;

    /// <summary>Entries that count where none of the command line does, and need not meet anything.</summary>
    private IReadOnlyList<MapEntry> Defaults { get; init; } = [];

    /// <summary>Whether an entry names a column of originals.</summary>
    public bool HasOriginals => Entries.Any(static entry => entry.IsOriginal);

    /// <summary>The same, with entries for paths that nothing else is said of.</summary>
    public ColumnMapping WithDefaults(IReadOnlyList<MapEntry> defaults) => new(Entries, others) { Defaults = defaults };

    /// <summary>The columns of a file with a header.</summary>
    /// <exception cref="UsageException">A mapped column is missing, or one is neither mapped nor recognised.</exception>
    public IReadOnlyList<Column> OfHeader(IReadOnlyList<string> names)
    {
        foreach (var entry in Entries)
        {
            if (!names.Contains(entry.Target)) throw new UsageException($"--map {entry.Text}: the header has no such column");
        }
        var found = names.Select((name, i) => Find(name, name, null, Numbered(i))).ToArray();
        // A first record that is hardly recognised may be data and no header: its fields are not to be shown.
        var isHeader = 2 * found.Count(static column => column is { Origin: not ColumnOrigin.Other }) >= names.Count;
        for (var i = 0; i < found.Length; i++)
        {
            if (isHeader && IsPresentable(names[i]) && found[i] is { } column) found[i] = column with { Label = names[i] };
        }
        return Complete(found, i => isHeader && IsPresentable(names[i]) ? names[i] : Numbered(i), "; if the first record is no header, say --no-header and map columns by number");
    }

    /// <summary>The columns of a file without a header, which are mapped by number.</summary>
    /// <exception cref="UsageException">A mapped column is missing, or one is not mapped.</exception>
    public IReadOnlyList<Column> OfCount(int count)
    {
        var found = new Column?[count];
        foreach (var entry in Entries)
        {
            if (!int.TryParse(entry.Target, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1 || number > count)
                throw new UsageException($"--map {entry.Text}: without a header, a column is named by its number, 1 to {count.ToString(CultureInfo.InvariantCulture)}");
            found[number - 1] = Mapped(entry, Numbered(number - 1));
        }
        for (var i = 0; i < count; i++) found[i] ??= Rest(Numbered(i));
        return Complete(found, Numbered, "");
    }

    /// <summary>The column that a property of JSON objects is; null if it is to be refused.</summary>
    /// <param name="name">The property's name.</param>
    /// <param name="path">Its dotted path.</param>
    /// <param name="parent">The column that its object is the value of, if it is one.</param>
    /// <param name="label">How it may be called in messages.</param>
    public Column? OfProperty(string name, string path, Column? parent, string label) => Find(name, path, parent, label);

    /// <summary>Whether a name of a column may stand in a message.</summary>
    public static bool IsPresentable(string name) =>
        name.Length is > 0 and <= LongestLabel && name.Count(char.IsDigit) <= MostDigitsInLabel && Sheet.Printable(name) == name;

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n', Entries.Select(static entry => entry.Text).Append($"{others}"));

    private Column? Find(string name, string path, Column? parent, string label)
    {
        // A path that is mapped weighs more than a bare name.
        var entry = Entries.FirstOrDefault(entry => entry.Target == path) ?? Entries.FirstOrDefault(entry => entry.Target == name)
            ?? Defaults.FirstOrDefault(entry => entry.Target == path);
        if (entry is not null) return Mapped(entry, label);
        if (parent is { Origin: ColumnOrigin.Mapped }) return parent with { Label = label };
        if (ColumnWords.Recognise(name, parent) is var (kind, party)) return new Column(label, kind, ColumnOrigin.Recognised, party);
        // The value of a party is an object of many kinds of things, that of an address is an address.
        if (parent is { Kind: ColumnKind.Address or ColumnKind.Phone or ColumnKind.Remark, Origin: ColumnOrigin.Recognised }) return parent with { Label = label };
        return Rest(label);
    }

    private static Column Mapped(MapEntry entry, string label) => new(label, entry.Kind, ColumnOrigin.Mapped, entry.Party) { Entry = entry };

    private Column? Rest(string label) => others switch
    {
        OtherColumns.Keep => new(label, ColumnKind.Keep, ColumnOrigin.Other),
        OtherColumns.Mask => new(label, ColumnKind.Remark, ColumnOrigin.Other),
        OtherColumns.Drop => new(label, ColumnKind.Drop, ColumnOrigin.Other),
        _ => null,
    };

    private static Column[] Complete(Column?[] found, Func<int, string> labelOf, string remedy)
    {
        var unknown = Enumerable.Range(0, found.Length).Where(i => found[i] is null).Select(labelOf).ToArray();
        if (unknown.Length > 0)
        {
            throw new UsageException(
                $"neither mapped nor recognised: {string.Join(", ", unknown)}; map each (--map name=…, phone=…, address=…, remark=…, keep=…), "
                + $"or say --others keep, mask (as remarks) or drop{remedy}");
        }
        if (found.All(static column => column is { Kind: ColumnKind.Drop })) throw new UsageException("--others drop: would leave no column" + remedy);
        return found!;
    }

    private static string Numbered(int index) => string.Create(CultureInfo.InvariantCulture, $"column {index + 1}");
}
