using PrivacyWaybill.Conformance.Text;

namespace PrivacyWaybill.Conformance.Notes;

/// <summary>Codes that open a gate, a door, a lock or an account. Pick-up codes are what a remark is for.</summary>
internal static class DoorCodes
{
    private static readonly WordList s_words = new(
        "门禁密码", "门禁码", "门禁", "门锁密码", "密码锁", "大门密码", "单元门密码", "楼道密码", "开门密码", "开门码", "门密码", "锁密码", "密码");

    private static readonly WordList s_otherCodes = new("取件", "取货", "提货", "开箱", "快递", "运单", "单号", "订单", "柜");

    public static Violations Judge(ReadOnlySpan<Glyph> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!text[i].Is(GlyphKind.Han)) continue;
            var word = text.AnyAt(i, s_words);
            if (word == 0 || text.AnyBefore(i, s_otherCodes) > 0) continue;
            var at = i + word;
            var gap = 0;
            while (at < text.Length && gap < 4 && text[at].Rune is ' ' or ':' or '是' or '为' or '#' or ',') (at, gap) = (at + 1, gap + 1);
            int digits = 0, shown = 0;
            while (at < text.Length && digits < 12 && text[at].IsDigitPlace)
            {
                digits++;
                if (text[at].Is(GlyphKind.Shown)) shown++;
                at++;
            }
            // 密码锁 2874g, 密码锁 69…: the lock itself is sent, with its weight or bar code.
            var isLock = text.HasAt(i, "密码锁") && (digits > 8 || text.KindAt(at, GlyphKind.Latin));
            // 门禁12点 is an hour; one or two digits left of a code open nothing.
            if (!isLock && digits >= 3 && shown >= 3 && text.RuneAt(at) is not ('点' or '年' or '元' or '-')) return Violations.CodeShown;
            if (digits > 0) i = at - 1;
        }
        return Violations.None;
    }
}
