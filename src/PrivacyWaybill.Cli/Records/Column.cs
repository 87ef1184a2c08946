namespace PrivacyWaybill.Cli.Records;

/// <summary>A column of a CSV file, or a property of JSON objects.</summary>
/// <param name="Label">Header, dotted path or <c>column 3</c>, as it may stand in messages.</param>
/// <param name="Kind">What its values are.</param>
/// <param name="Origin">Why it has that kind.</param>
/// <param name="Party"><c>sender</c>, <c>recipient</c>, or null where nothing says.</param>
internal sealed record Column(string Label, ColumnKind Kind, ColumnOrigin Origin, string? Party = null)
{
    /// <summary>The entry of <c>--map</c> that gave it its kind.</summary>
    public MapEntry? Entry { get; init; }

    /// <summary>Its values are not masked text but what it was made from.</summary>
    public bool IsOriginal => Entry is { IsOriginal: true };

    /// <summary>A column that its name alone makes harmless is looked through for phones all the same.</summary>
    public bool IsSwept => this is { Kind: ColumnKind.Keep, Origin: ColumnOrigin.Recognised };

    /// <summary>Whether its values hold personal data.</summary>
    public bool IsPersonal => Kind is not (ColumnKind.Keep or ColumnKind.Drop);

    /// <summary>Whether something is done with its values, be it looking at them.</summary>
    public bool IsRead => IsPersonal || IsSwept;

    /// <summary><c>recipient phone</c>.</summary>
    public string Meaning => (Party is null ? "" : Party + " ") + Kind.ToString().ToLowerInvariant();
}
