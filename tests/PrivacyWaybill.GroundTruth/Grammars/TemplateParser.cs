using PrivacyWaybill.GroundTruth.Labels;

namespace PrivacyWaybill.GroundTruth.Grammars;

/// <summary>
/// Reads a template: plain text is to be kept, <c>‹…›</c> is free, <c>«kind:…»</c> is secret, <c>{name}</c>,
/// <c>{name:argument}</c> and <c>{30%name}</c> call a production or terminal, which inherits the label around it.
/// <c>␠</c> is a space at an end and <c>␤</c> a line feed.
/// </summary>
internal ref struct TemplateParser(ReadOnlySpan<char> template)
{
    private ReadOnlySpan<char> _rest = template;

    public static IReadOnlyList<Node> Parse(ReadOnlySpan<char> template)
    {
        var parser = new TemplateParser(template);
        var nodes = parser.ReadNodes();
        return parser._rest.IsEmpty ? nodes : throw new FormatException($"Unbalanced brackets in the template '{template}'.");
    }

    private List<Node> ReadNodes()
    {
        List<Node> nodes = [];
        while (!_rest.IsEmpty && _rest[0] is not ('›' or '»'))
        {
            switch (_rest[0])
            {
                case '{':
                    nodes.Add(ReadCall(ReadUntil('}')));
                    break;
                case '‹':
                    nodes.Add(ReadScope(Label.Free, '›'));
                    break;
                case '«':
                    var kind = Enum.Parse<SecretKind>(_rest[1.._rest.IndexOf(':')], ignoreCase: true);
                    _rest = _rest[_rest.IndexOf(':')..];
                    nodes.Add(ReadScope(Label.Secret(kind), '»'));
                    break;
                default:
                    var length = _rest.IndexOfAny("{‹«›»");
                    var text = length < 0 ? _rest : _rest[..length];
                    nodes.Add(new Node.Literal(text.ToString().Replace('␠', ' ').Replace('␤', '\n')));
                    _rest = _rest[text.Length..];
                    break;
            }
        }
        return nodes;
    }

    private Node.Scope ReadScope(Label label, char end)
    {
        _rest = _rest[1..];
        var nodes = ReadNodes();
        if (_rest.IsEmpty || _rest[0] != end)
            throw new FormatException($"A scope lacks its {end}.");
        _rest = _rest[1..];
        return new Node.Scope(label, nodes);
    }

    private ReadOnlySpan<char> ReadUntil(char end)
    {
        var length = _rest.IndexOf(end);
        var text = _rest[1..length];
        _rest = _rest[(length + 1)..];
        return text;
    }

    private static Node.Call ReadCall(ReadOnlySpan<char> call)
    {
        var percent = 100;
        var chance = call.IndexOf('%');
        if (chance > 0)
        {
            percent = int.Parse(call[..chance], System.Globalization.CultureInfo.InvariantCulture);
            call = call[(chance + 1)..];
        }
        var argument = call.IndexOf(':');
        return argument < 0
            ? new Node.Call(call.ToString(), "", percent)
            : new Node.Call(call[..argument].ToString(), call[(argument + 1)..].ToString(), percent);
    }
}
