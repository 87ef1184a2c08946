using System.Text;
using PrivacyWaybill.GroundTruth.Labels;

namespace PrivacyWaybill.GroundTruth.Grammars;

/// <summary>Collects text into segments; a scope of the grammar is a segment of its own.</summary>
internal sealed class SegmentWriter
{
    private readonly List<Segment> _segments = [];
    private readonly List<string> _forms = [];
    private readonly StringBuilder _open = new();
    private Label _label;

    public void Append(string text, Label label)
    {
        if (label != _label)
            Cut();
        _label = label;
        _open.Append(text);
    }

    public void AddForm(string form) => _forms.Add(form);

    public void Cut()
    {
        if (_open.Length > 0)
            _segments.Add(new Segment(_open.ToString(), _label));
        _open.Clear();
    }

    /// <summary>Takes in what was written elsewhere, changed on the way.</summary>
    public void Append(SegmentWriter other, Func<string, string> change)
    {
        Cut();
        other.Cut();
        _segments.AddRange(other._segments.Select(segment => segment with { Text = change(segment.Text) }));
        _forms.AddRange(other._forms);
    }

    public LabelledText ToText()
    {
        Cut();
        return new LabelledText([.. _segments], [.. _forms]);
    }
}
