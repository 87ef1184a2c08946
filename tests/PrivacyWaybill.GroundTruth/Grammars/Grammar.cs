using System.Globalization;
using PrivacyWaybill.GroundTruth.Labels;

namespace PrivacyWaybill.GroundTruth.Grammars;

/// <summary>
/// A weighted grammar whose sentences know which of their parts are secret. Read from tables: <c>@name</c> begins a
/// production, each following line is an alternative, <c>weight form | template</c> or a bare template;
/// <c>@name words</c> begins a list of words. The templates are described at <see cref="TemplateParser"/>.
/// </summary>
public sealed class Grammar
{
    private readonly Dictionary<string, Production> _productions = [];

    /// <summary>Reads the tables; a production may stand in one of them only.</summary>
    /// <exception cref="FormatException">A table cannot be read, or calls what is not there.</exception>
    public Grammar(IEnumerable<string> tables)
    {
        foreach (var table in tables)
            Read(table);
        foreach (var (name, production) in _productions)
            production.Check(name, IsKnown);
    }

    /// <summary>The forms that a production's own alternatives name.</summary>
    public IEnumerable<string> FormsOf(string production) => _productions[production].Forms;

    /// <summary>Writes one sentence of a production.</summary>
    public LabelledText Write(string production, ref Dice dice)
    {
        var writer = new SegmentWriter();
        Write(_productions[production], Label.Keep, writer, ref dice);
        return writer.ToText();
    }

    private void Read(string table)
    {
        Production? production = null;
        var words = false;
        foreach (var line in table.Split('\n').Select(line => line.Trim()))
        {
            if (line.Length == 0 || line.StartsWith("# ", StringComparison.Ordinal))
                continue;
            if (line[0] == '@')
            {
                words = line.EndsWith(" words", StringComparison.Ordinal);
                _productions.Add(line[1..].Split(' ')[0], production = new Production());
            }
            else if (production is null)
            {
                throw new FormatException("A table does not begin with a production.");
            }
            else if (words)
            {
                foreach (var word in line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                    production.Add(new Alternative(1, "", [new Node.Literal(word)]));
            }
            else
            {
                production.Add(ReadAlternative(line));
            }
        }
    }

    private static Alternative ReadAlternative(string line)
    {
        var bar = line.IndexOf(" | ", StringComparison.Ordinal);
        if (bar < 0)
            return new Alternative(1, "", TemplateParser.Parse(line));
        var head = line[..bar].Split(' ');
        return new Alternative(int.Parse(head[0], CultureInfo.InvariantCulture), head.Length > 1 ? head[1] : "", TemplateParser.Parse(line.AsSpan(bar + 3)));
    }

    private bool IsKnown(Node.Call call) =>
        Rewriting.IsKnown(call.Name) ? _productions.ContainsKey(call.Argument)
        : Terminals.IsKnown(call.Name) ? !_productions.ContainsKey(call.Name)
        : _productions.ContainsKey(call.Name) && call.Argument.Length == 0;

    private void Write(Production production, Label label, SegmentWriter writer, ref Dice dice)
    {
        var alternative = production.Choose(ref dice);
        if (alternative.Form.Length > 0)
            writer.AddForm(alternative.Form);
        Write(alternative.Nodes, label, writer, ref dice);
    }

    private void Write(IReadOnlyList<Node> nodes, Label label, SegmentWriter writer, ref Dice dice)
    {
        foreach (var node in nodes)
        {
            switch (node)
            {
                case Node.Literal literal:
                    writer.Append(literal.Text, label);
                    break;
                case Node.Scope scope:
                    writer.Cut();
                    Write(scope.Nodes, scope.Label, writer, ref dice);
                    writer.Cut();
                    break;
                case Node.Call call when call.Percent == 100 || dice.Next(100) < call.Percent:
                    Write(call, label, writer, ref dice);
                    break;
            }
        }
    }

    private void Write(Node.Call call, Label label, SegmentWriter writer, ref Dice dice)
    {
        if (Rewriting.IsKnown(call.Name))
        {
            var inner = new SegmentWriter();
            Write(_productions[call.Argument], label, inner, ref dice);
            writer.Append(inner, Rewriting.Named(call.Name));
        }
        else if (_productions.TryGetValue(call.Name, out var production))
        {
            Write(production, label, writer, ref dice);
        }
        else
        {
            writer.Append(Terminals.Write(call.Name, call.Argument, ref dice), label);
        }
    }
}
