using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;

namespace PrivacyWaybill.LoadTest.Reporting;

/// <summary>A line plot as SVG, for a page without external resources.</summary>
internal static class Plot
{
    // Fonts are wider in some browsers than the library takes them for: the margin is for numbers of seven digits, and names in a
    // legend, which are cut off at their width, get two no-break spaces.
    private const double Width = 560, Height = 260, LeftMargin = 72;
    private const string Room = "\u00a0\u00a0";

    private static readonly OxyColor[] s_colours = [OxyColor.FromRgb(0x1f, 0x6f, 0xb4), OxyColor.FromRgb(0xd6, 0x5f, 0x1e), OxyColor.FromRgb(0x2c, 0x8a, 0x4b)];

    /// <summary>Draws lines over one axis. Points without a value are left out.</summary>
    /// <param name="title">Above it.</param>
    /// <param name="across">What the horizontal axis is.</param>
    /// <param name="lines">Names and points; the name is shown if there are several.</param>
    /// <param name="isLogarithmic">Whether the horizontal axis is.</param>
    public static string Svg(string title, string across, IReadOnlyList<(string Name, IEnumerable<(double X, double? Y)> Points)> lines, bool isLogarithmic = false)
    {
        var model = new PlotModel { Title = title, TitleFontSize = 13, TitleFontWeight = FontWeights.Normal, PlotAreaBorderColor = OxyColors.LightGray, DefaultFont = "Arial, Helvetica, sans-serif", DefaultFontSize = 11, PlotMargins = new OxyThickness(LeftMargin, double.NaN, double.NaN, double.NaN) };
        model.Axes.Add(isLogarithmic ? new LogarithmicAxis { Position = AxisPosition.Bottom, Title = across } : new LinearAxis { Position = AxisPosition.Bottom, Title = across, MinimumPadding = 0 });
        model.Axes.Add(new LinearAxis { Position = AxisPosition.Left, Minimum = 0, MajorGridlineStyle = LineStyle.Solid, MajorGridlineColor = OxyColors.WhiteSmoke, StringFormat = "#,0.##" });
        foreach (var (i, (name, points)) in lines.Index())
        {
            var series = new LineSeries { Title = lines.Count > 1 ? name + Room : null, Color = s_colours[i % s_colours.Length], StrokeThickness = 1.5, MarkerType = isLogarithmic ? MarkerType.Circle : MarkerType.None, MarkerSize = 3 };
            foreach (var (x, y) in points)
                if (y is { } value) series.Points.Add(new DataPoint(x, value));
            model.Series.Add(series);
        }
        if (lines.Count > 1) model.Legends.Add(new Legend { LegendPosition = LegendPosition.TopRight, LegendPlacement = LegendPlacement.Inside, LegendLineSpacing = 5 });
        var svg = new SvgExporter { Width = Width, Height = Height, UseVerticalTextAlignmentWorkaround = true }.ExportToString(model);
        // Within a page there is no declaration of XML.
        return svg[svg.IndexOf("<svg", StringComparison.Ordinal)..];
    }
}
