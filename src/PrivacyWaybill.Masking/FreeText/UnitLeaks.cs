using PrivacyWaybill.Masking.Addresses;
using PrivacyWaybill.Masking.Leaks;
using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.FreeText;

/// <summary>
/// Units, storeys, rooms and beds in a remark. Only what is marked or announced as one counts, or what stands right
/// behind a building: a remark is full of numbers that are none.
/// </summary>
internal static class UnitLeaks
{
    private const int RoomDigits = 3;
    private const int LongestRoom = 4;

    /// <summary>The words behind which a bare number is a room.</summary>
    public static readonly WordTable Cues = WordTable.ByFirst(
        "门牌号", "门牌", "房间号", "房间", "房号", "室号", "病房", "病床", "床号", "床位", "我家", "住在", "家住", "送到", "送至", "放到", "放在", "对门", "门铃", "隔壁", "邻居", "我住", "住", "宿舍", "寝室", "女寝", "男寝", "实验室", "工位", "奶箱", "水表箱", "别墅", "车库", "放", "快递放", "钥匙在", "信箱", "车位", "楼上", "楼下", "我是", "应该是", "门口第");

    private static readonly string[] s_latinCues = ["room", "rm", "apt", "apartment", "flat", "suite", "bell"];

    // 1203没人, 502的快递: what is said of a room and of no other number with which a sentence starts.
    private static readonly WordTable s_behindRoom = WordTable.ByFirst("门口", "没人", "的快递", "的包裹", "宿舍");

    private static readonly CharSet s_measures = new("个件箱包袋盒瓶台套块元斤克公米平分点年月日号次人只条支双本份升毫厘寸吨度页级位多余万片根罐桶株棵枚组题词字道首句强");

    /// <summary>The heavenly stems, by which units are named: 甲单元.</summary>
    public const string Stems = "甲乙丙丁";

    /// <summary>Finds the run of units that starts with the number at an index, or right behind the building there.</summary>
    public static bool TryFind(FieldText text, int index, out Leak leak, out int next)
    {
        leak = default;
        AddressNumber.TryRead(text, index, out var number);
        next = Math.Max(number.End, index + 1);
        if (text.KindAt(index - 1) is CharKind.Dot or CharKind.Latin) return false;
        var marker = Markers.Read(text, number.End, out var length);
        if (number.Digits == 0 && !(number.Length == 1 && marker is Marker.Building or Marker.Unit && length <= 2 && text[number.End] is not ('区' or '排'))) return false;
        if (IsDashForm(text, number, out var start, out var dashEnd) && !Leaks.Cues.OrderBefore(text, index) && !IsShelf(text, number.Start, dashEnd))
        {
            leak = new(start, Extend(text, dashEnd), LeakKind.Unit);
            return true;
        }

        var end = number.End + length;
        if (marker is Marker.Building && !(number.IsHan && length == 1 && Markers.NameFollows(text, end)))
        {
            next = end;
            return TryFindBehind(text, end, out leak);
        }

        if (number is { IsHan: false, Digits: RoomDigits or LongestRoom } && (IsSpokenRoom(text, number, out var roomEnd) || IsCorrected(text, number)))
        {
            leak = new(index, roomEnd, LeakKind.Unit);
            return true;
        }

        if (!StandsAlone(text, number, marker, end)) return false;
        // 3号档口
        if (text[end - 1] is '档' && text[end] is '口') end++;
        leak = new(text[index - 1] is '第' ? index - 1 : index, Extend(text, end), LeakKind.Unit);
        return true;
    }

    /// <summary>Finds the unit that a Han word at an index announces (病房302) or names (甲单元).</summary>
    public static bool TryFindAnnounced(FieldText text, int index, out Leak leak)
    {
        leak = default;
        if (Stems.Contains(text[index], StringComparison.Ordinal)) return TryFindStem(text, index, out leak);
        var cue = Cues.LengthAt(text, index);
        if (cue == 0) return false;
        // 邮政信箱502 and 12号信箱 are addresses of their own.
        if (text[index] is '信' && text[index - 1] is '政' or '号' || text[index] is '应' && !IsAddressed(text, index + cue)) return false;
        var isBed = text[index] is '床' || text[index + 1] is '床';
        var start = Leaks.Cues.SkipLink(text, index + cue);
        if (!AddressNumber.TryRead(text, start, out var number) || number.IsHan || !IsRoom(text, number) || number.Digits > LongestRoom || text.KindAt(number.End) is CharKind.Interpunct) return false;
        var marker = Markers.Read(text, number.End, out var length);
        if (marker is not (Marker.None or Marker.Unit or Marker.House or Marker.Door) || text.Is(number.End, CharKinds.AllHan) && marker is Marker.None && !IsEnd(text[number.End])) return false;
        // 送到12-1203 keeps its building.
        if (AddressNumber.IsDash(text, number.End) && AddressNumber.TryRead(text, number.End + 1, out var room) && room.Digits is >= RoomDigits and <= LongestRoom
            && number.Digits <= 2 && !AddressNumber.IsDash(text, room.End) && !text.Is(room.End, CharKinds.AllHan))
        {
            leak = new(room.Start, room.End, LeakKind.Unit);
            return true;
        }

        // 送到18层, 送到18F
        var isStorey = marker is Marker.Unit && Markers.IsStorey(text[number.End]) && (!text.Is(number.End + 1, CharKinds.AllHan) || IsEnd(text[number.End + 1])) || IsStoreyCode(text, number);
        if (number.Digits < (isBed || isStorey ? 1 : RoomDigits)) return false;
        if (AddressNumber.IsDash(text, number.End) || text.KindAt(number.End) is CharKind.Dot && text.Is(number.End + 1, CharKinds.PlainDigits)) return false;
        var isMarked = isStorey || marker is Marker.Unit or Marker.House && !text.Has(number.End, "床号");
        leak = new(start, Extend(text, isMarked ? number.End + length : number.End), LeakKind.Unit);
        return true;
    }

    /// <summary>Finds the room that an English word at an index announces: room 502.</summary>
    public static bool TryFindLatin(FieldText text, int index, out Leak leak)
    {
        leak = default;
        foreach (var word in s_latinCues)
        {
            if (!text.Chars[index..].StartsWith(word, StringComparison.OrdinalIgnoreCase) || text.KindAt(index + word.Length) is CharKind.Latin) continue;
            var start = Leaks.Cues.SkipLink(text, index + word.Length);
            if (!AddressNumber.TryRead(text, start, out var number) || number.Digits == 0 || number.Length > LongestRoom + 1) return false;
            leak = new(start, number.End, LeakKind.Unit);
            return true;
        }

        return false;
    }

    // 1203A is a room, 152ml a measure.
    private static bool IsRoom(FieldText text, in AddressNumber number) =>
        number.Length == number.Digits || number.Length == number.Digits + 1 && !char.IsAsciiLetterLower(text[number.End - 1]);

    // 甲单元502; 丙座 is a building, and what stands behind it is not.
    private static bool TryFindStem(FieldText text, int index, out Leak leak)
    {
        leak = default;
        switch (Markers.Read(text, index + 1, out var length))
        {
            case Marker.Unit when length == 2 && text[index + 1] is '单' or '單':
                leak = new(index, Extend(text, index + 1 + length), LeakKind.Unit);
                return true;
            case Marker.Building:
                return TryFindBehind(text, index + 1 + length, out leak);
            default:
                return false;
        }
    }

    private static bool TryFindBehind(FieldText text, int end, out Leak leak)
    {
        var behind = Skip(text, end);
        var run = Extend(text, end);
        leak = new(behind, run, LeakKind.Unit);
        return run > end;
    }

    /// <summary>Which marked numbers are units without anything before them.</summary>
    private static bool StandsAlone(FieldText text, in AddressNumber number, Marker marker, int end)
    {
        if (number.IsHan && Markers.NameFollows(text, end)) return false;
        var last = text[end - 1];
        switch (marker)
        {
            case Marker.Floor:
                return true;
            // 村9组75号
            case Marker.House:
                return text[number.Start - 1] is '村' or '组' or '組' or '屯' or '队' or '寨' or '社' && text[number.Start - 2] is not '新'
                    && !Leaks.Cues.OrderBefore(text, number.Start);
            case Marker.Unit:
                return last switch
                {
                    // 三室一厅
                    '室' => number.Length > 1 && !(AddressNumber.TryRead(text, end, out var next) && text[next.End] is '厅' or '卫'),
                    // 六年级上册第三单元测试卷
                    '元' => text[end] is not ('测' or '听' or '课' or '试' or '卷' or '练' or '词' or '作' or '复' or '习' or '题' or '知' or '教'),
                    '区' or '區' => true,
                    // 1床被子, 3间, 2层纸箱
                    '床' => (!text.Is(end, CharKinds.AllHan) || ShapedPeople.TryFindBounded(text, end, expected: true, out _)) && text[number.End - 1] is not ('m' or 'M'),
                    '房' or '號' or '户' or '戶' => number.Digits >= RoomDigits && !number.IsHan,
                    // B12铺, 3号铺; 12铺 may be a measure.
                    '铺' or '档' => (number.Digits >= RoomDigits || number.Digits < number.Length || end - number.End > 1) && !number.IsHan,
                    // 18层; 2层 and 蛋糕 3层 are measures.
                    '层' or '層' => StartsClause(text, number.Start) && EndsClause(text, end) && (number.Digits > 1 || end - number.Start == text.Length),
                    _ => false,
                };
            default:
                return IsStoreyCode(text, number) && number.Length == text.Length;
        }
    }

    // 18F; 85F is a size.
    private static bool IsStoreyCode(FieldText text, in AddressNumber number) =>
        number.Digits is 1 or 2 && number.Length == number.Digits + 1 && text[number.End - 1] is 'F' && (number.Digits == 1 || text[number.Start] is >= '1' and <= '6');

    private static bool StartsClause(FieldText text, int index) => index == 0 || text.KindAt(index - 1) is CharKind.Space or CharKind.Separator or CharKind.Punctuation;

    private static bool EndsClause(FieldText text, int index) => text.KindAt(index) is CharKind.Space or CharKind.Separator or CharKind.Punctuation;

    // 502门口, 302宿舍; 302宿舍楼 is a building, 200的快递费 a price.
    private static bool IsSpokenRoom(FieldText text, in AddressNumber number, out int end)
    {
        end = number.End;
        var behind = end + s_behindRoom.LengthAt(text, end);
        if (behind == end || text[behind] is '楼' or '费' or '单' or '袋' or '盒' or '要') return false;
        if (text[end] is not '宿') return !text.Is(number.Start - 1, CharKinds.AllHan);
        end = behind;
        return true;
    }

    // 5栋502不是501, 应该是1202不是1203
    private static bool IsCorrected(FieldText text, in AddressNumber number)
    {
        var start = number.Start - 2;
        if (!text.Has(start, "不是") || !text.Is(start - 1, CharKinds.PlainDigits)) return false;
        while (text.Is(start - 1, CharKinds.PlainDigits)) start--;
        return IsAddressed(text, start);
    }

    // Behind a building, or what should be where nothing else is named: 价格应该是1202 is no room.
    private static bool IsAddressed(FieldText text, int index) => text[index - 1] switch
    {
        '栋' or '幢' or '座' or '楼' or '元' => true,
        '是' => text.Has(index - 3, "应该") && (!text.Is(index - 4, CharKinds.AllHan) || text[index - 4] is '址' or '牌' or '间'),
        _ => false,
    };

    /// <summary>5-1-101 keeps its building; dates have another shape.</summary>
    private static bool IsDashForm(FieldText text, in AddressNumber first, out int start, out int end)
    {
        start = end = 0;
        if (first.Digits == 0 || !AddressNumber.IsDash(text, first.End) || text[first.End] is '/' || first.IsHan || first.Length > 2 + (first.Digits < first.Length ? 1 : 0)
            || text.KindAt(first.Start - 1) is CharKind.Dash or CharKind.Hash or CharKind.Plus) return false;
        if (!AddressNumber.TryRead(text, first.End + 1, out var second) || second.IsHan || second.Digits == 0 || second.Length > 2
            || !AddressNumber.IsDash(text, second.End)
            || !AddressNumber.TryRead(text, second.End + 1, out var third) || third.IsHan
            || third.Digits is < RoomDigits or > LongestRoom || IsYear(text, first, third)
            || AddressNumber.IsDash(text, third.End)) return false;
        start = first.End + 1;
        end = third.End;
        return true;
    }

    // 18-6-2025 is a date, 凤凰城14-6-2005 a room.
    private static bool IsYear(FieldText text, in AddressNumber first, in AddressNumber third) =>
        third.Digits == 4 && text[third.Start] is '1' or '2' && text[third.Start + 1] is '9' or '0'
        && (text.KindAt(first.Start - 1) is not CharKind.Han || text[first.Start - 1] is '期' or '日' or '于' or '是' or '为' or '到' or '在' or '自' or '从' or '前');

    // 货架号5-2-1381
    private static bool IsShelf(FieldText text, int start, int end) =>
        text[start - 1] is '架' or '位' || text[start - 1] is '号' && text[start - 2] is '架' or '位' || text[end] is '货' || text[end] is '号' && text[end + 1] is '货';

    /// <summary>Extends a run over further units and the room number that ends it.</summary>
    private static int Extend(FieldText text, int from)
    {
        var end = from;
        while (true)
        {
            var i = Skip(text, end);
            // 3号楼***: what arrived masked belongs to the run. *** *先生 has a person behind it.
            if (text.KindAt(i) is CharKind.Mask && i < text.Length && (i == end || end == from))
            {
                while (text.KindAt(i) is CharKind.Mask && i < text.Length) i++;
                end = i;
                continue;
            }

            // 西户, 东单元, 甲单元
            if (IsSide(text[i]) && (text[i + 1] is '户' or '戶' or '室' or '门' or '門' || text[i + 1] is '单' or '單' && text[i + 2] is '元'))
            {
                end = i + (text[i + 1] is '单' or '單' ? 3 : 2);
                continue;
            }

            // 2单元【301】
            if (text[end - 1] is '元' && text.KindAt(i) is CharKind.Open && AddressNumber.TryRead(text, i + 1, out var inner) && text.KindAt(inner.End) is CharKind.Close)
            {
                end = inner.End + 1;
                continue;
            }

            // 病房504床号22
            if (text.Has(i, "床号") || text.Has(i, "床位")) i = Leaks.Cues.SkipLink(text, i + 2);
            if (!AddressNumber.TryRead(text, i, out var number)) return end;
            var marker = Markers.Read(text, number.End, out var length);
            var marked = marker is Marker.Unit or Marker.Floor or Marker.Door or Marker.House;
            if (number.Digits == 0 && !(number.Length == 1 && marker is Marker.Unit) || number.Digits > LongestRoom) return end;
            // 12号货架
            if (marker is Marker.House && text[number.End + length] is '货') return end;
            var room = marker is Marker.None && number.Digits >= 2 && (!text.Is(number.End, CharKinds.AllHan) || number.Digits >= RoomDigits && (IsEnd(text[number.End]) || ShapedPeople.TryFindBounded(text, number.End, expected: true, out _)))
                || number.Digits >= RoomDigits && number.Start == end && !IsMeasure(text, number.End)
                || AddressNumber.IsDash(text, number.End) && text.Is(number.End + 1, CharKinds.Digits);
            if (!marked && !room) return end;
            end = number.End + length;
        }
    }

    private static bool IsSide(char c) => c is '东' or '西' or '南' or '北' or '中' or '左' or '右' or '東' || Stems.Contains(c);

    // What may stand behind a bare room: 1502前台, 602放门口, 602收.
    private static bool IsEnd(char c) => c is '前' or '放' or '鞋' or '不' or '收' or '送' or '门' or '谢' or '请' or '的' or '找' or '敲' or '按' or '就' or '即' or '交';

    // 5栋502张伟 is a room, 5栋500个 a number of things.
    private static bool IsMeasure(FieldText text, int index) => s_measures.Contains(text[index]) || text[index] is '张' && !text.Is(index + 1, CharKinds.AllHan);

    private static int Skip(FieldText text, int index)
    {
        while (text.KindAt(index) is CharKind.Space or CharKind.Dash && index < text.Length) index++;
        return index;
    }
}
