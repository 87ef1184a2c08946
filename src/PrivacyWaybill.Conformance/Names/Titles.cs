using PrivacyWaybill.Conformance.Text;

namespace PrivacyWaybill.Conformance.Names;

/// <summary>What follows a name without being a part of it.</summary>
internal static class Titles
{
    /// <summary>Titles that are no given name. 总 and 工 may be one, so they count as a part of the name.</summary>
    public static readonly WordList Plain = new(
        "先生", "女士", "小姐", "老师", "师傅", "大爷", "大妈", "大叔", "大哥", "大姐", "阿姨", "叔叔", "太太", "同学", "经理", "主任", "老板", "医生",
        "护士", "教授", "律师", "院长", "校长", "厂长", "局长", "妈妈", "爸爸", "奶奶", "爷爷");

    /// <summary>How a recipient is marked.</summary>
    public static readonly WordList Receipts = new("代收", "亲收", "签收", "亲启", "收", "启");

    /// <summary>What is done with a parcel.</summary>
    private static readonly WordList s_doings = new("送", "放", "电话", "联系");

    /// <summary>Whether brackets behind a name hold what is to be done: （工作日送）, （送前打电话）.</summary>
    public static bool IsNote(ReadOnlySpan<Glyph> text)
    {
        if (text.Length < 3 || NameField.IsChineseName(text)) return false;
        for (var i = 0; i < text.Length; i++)
            if (text.AnyAt(i, s_doings) > 0) return true;
        return false;
    }
}
