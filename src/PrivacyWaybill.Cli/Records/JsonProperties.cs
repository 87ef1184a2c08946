using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PrivacyWaybill.Cli.Records;

/// <summary>Finds the values of properties in JSON objects, by path; elements of an array have the path of the array.</summary>
/// <param name="mapping">What the properties are.</param>
/// <param name="isWanted">Which properties' values are told.</param>
internal sealed class JsonProperties(ColumnMapping mapping, Predicate<Column> isWanted)
{
    private const int Deepest = 64;

    /// <summary>More different properties than that are no properties but data in their place; memory is bounded too.</summary>
    private const int MostProperties = 1000;

    private static readonly JsonReaderOptions s_options = new() { MaxDepth = Deepest };

    private static readonly RecordFault s_tooManyProperties = new(FaultReason.UnknownProperty, string.Create(CultureInfo.InvariantCulture,
        $"the file has more than {MostProperties} different properties, so their names seem to be data; write data as values"));

    private readonly SortedSet<string> _unknown = new(StringComparer.Ordinal);
    private readonly JsonNode _root = new([], "", "", null);
    private readonly JsonScope[] _scopes = new JsonScope[Deepest + 1];
    private int _count;

    /// <summary>Finds the values of one object.</summary>
    /// <param name="record">The object, valid UTF-8.</param>
    /// <param name="slots">Receives the places of values that are to be read or left out.</param>
    /// <param name="columns">Receives the properties that were not met before.</param>
    /// <returns>What is wrong with the object, or null.</returns>
    public RecordFault? Find(ReadOnlySpan<byte> record, List<RecordSlot> slots, List<Column> columns)
    {
        try
        {
            var reader = new Utf8JsonReader(record, s_options);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject) return RecordFault.InvalidJson;
            return Walk(ref reader, slots, columns);
        }
        // Its text is not passed on: it quotes the input.
        catch (JsonException)
        {
            return RecordFault.InvalidJson;
        }
        // The name of a property is no text.
        catch (InvalidOperationException)
        {
            return RecordFault.InvalidJson;
        }
    }

    private RecordFault? Walk(ref Utf8JsonReader reader, List<RecordSlot> slots, List<Column> columns)
    {
        _unknown.Clear();
        var depth = 0;
        var node = _root;
        _scopes[0] = new JsonScope(_root, isArray: false);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    node = NodeOf(ref reader, _scopes[depth].Node);
                    if (node is null) return s_tooManyProperties;
                    if (node.Column is { Kind: ColumnKind.Drop } && Leave(ref reader, depth, slots))
                    {
                        Meet(node, columns);
                        break;
                    }
                    _scopes[depth].Keep((int)reader.TokenStartIndex, slots);
                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    if (_scopes[depth].IsArray) _scopes[depth].Keep((int)reader.TokenStartIndex, slots);
                    _scopes[++depth] = new JsonScope(node, reader.TokenType == JsonTokenType.StartArray);
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    _scopes[depth--].Close(slots);
                    if (depth < 0) break;
                    _scopes[depth].End = (int)reader.BytesConsumed;
                    node = _scopes[depth].Node;
                    break;
                default:
                    Meet(node, columns);
                    ReadScalar(ref reader, node, ref _scopes[depth], slots);
                    break;
            }
        }
        return _unknown.Count == 0 ? null : RecordFault.UnknownProperty(string.Join(", ", _unknown));
    }

    private void ReadScalar(ref Utf8JsonReader reader, JsonNode node, ref JsonScope scope, List<RecordSlot> slots)
    {
        var (start, end) = ((int)reader.TokenStartIndex, (int)reader.BytesConsumed);
        if (scope.IsArray)
        {
            if (node.Column is { Kind: ColumnKind.Drop })
            {
                scope.Drop(start, end, slots);
                return;
            }
            scope.Keep(start, slots);
        }
        scope.End = end;
        // True, false and null are nobody's data.
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number)) return;
        if (node.Column is null) _unknown.Add(node.Label);
        else if (isWanted(node.Column)) slots.Add(new RecordSlot(start, end - start, node.Column));
    }

    /// <summary>Leaves a property out, if its value is no object or array: in those each property is looked at by itself.</summary>
    private bool Leave(ref Utf8JsonReader reader, int depth, List<RecordSlot> slots)
    {
        var ahead = reader;
        ahead.Read();
        if (ahead.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) return false;
        var start = (int)reader.TokenStartIndex;
        reader.Read();
        _scopes[depth].Drop(start, (int)reader.BytesConsumed, slots);
        return true;
    }

    private static void Meet(JsonNode node, List<Column> columns)
    {
        if (!node.HasValue && node.Column is not null) columns.Add(node.Column);
        node.HasValue = true;
    }

    private JsonNode? NodeOf(ref Utf8JsonReader reader, JsonNode parent)
    {
        if (!reader.ValueIsEscaped) return parent.Find(reader.ValueSpan) ?? NewNode(reader.GetString()!, parent);
        var name = reader.GetString()!;
        return parent.Find(Encoding.UTF8.GetBytes(name)) ?? NewNode(name, parent);
    }

    private JsonNode? NewNode(string name, JsonNode parent)
    {
        if (_count++ >= MostProperties) return null;
        var before = parent.Path.Length == 0 ? "" : parent.Path + ".";
        var position = string.Create(CultureInfo.InvariantCulture, $"property {parent.ChildCount + 1}");
        var column = mapping.OfProperty(name, before + name, parent.Column, position);
        // Beside known names, or in the letters of programs, a name is a name; elsewhere it may be data.
        var isName = ColumnMapping.IsPresentable(name)
            && (column is { Origin: not ColumnOrigin.Other } || parent.HasKnownChild || name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'));
        var label = (parent.Label.Length == 0 ? "" : parent.Label + ".") + (isName ? name : position);
        column = column is null ? null : column with { Label = label };
        var node = new JsonNode(Encoding.UTF8.GetBytes(name), before + name, label, column);
        parent.Add(node);
        return node;
    }
}
