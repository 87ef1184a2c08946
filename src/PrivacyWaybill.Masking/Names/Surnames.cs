using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.Names;

/// <summary>
/// Family names. Curated by hand from the classical list of a hundred family names and the ones common today: open
/// lists mix in given names, and a wrong compound surname shows a character of a given name.
/// </summary>
internal static class Surnames
{
    private const string Single =
        "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由昌凤酆傅萧贝经贲洪诸钮滑荀羿汲邴糜松弓牧隗宓蓬郗仰暴钭韶蓟怀鄂咸籍赖苍莘贡逄扶堵宰郦郤璩濮郏阎习宦鱼慎庾暨弘禄殳沃蔚夔厍融訾毋乜养须巢蒯竺桓缑郈琴佴伯赏墨谯笪代矫啜郄郇冮綦矣令雒雎缴冒粘纳撒拜洒锁妥牙仪岱茆眭蹇糟郧郸鄞鄯仉佀俎刑刕咎哀妫宛尕岐幕庐弥彝恽扎揣斐杞楮汝泰淡淦渠潭濯炎焉爨狐玄琚甫畅禚笃筱绳翦耶肇苌茌荔菅萨虢虬蛮袭襄迮逢郐铎锺隽靖麴"
        + "張劉陳楊黃趙吳孫馬羅鄭謝許韓馮鄧蕭葉蘇呂盧鍾譚陸範賈韋鄒閆龍賀顧龔邵萬錢嚴湯溫莊魯關蘭寧紀單畢駱藍靈鮑饒車項連蘆麥婁竇黨費衛應閔鄔邊師榮叢鞏";

    private static readonly CharSet s_single = new(Single);

    // The hundred and some most frequent, without those that are everyday words (时 方 和 万 高 安 平 班 党 …).
    private static readonly CharSet s_common = new(
        "王李张刘陈杨赵黄吴徐孙胡朱郭何罗林郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘蒋蔡余杜叶程苏魏吕丁沈姚卢姜崔钟谭陆汪范廖贾夏韦付傅邹孟熊秦邱江尹薛闫阎侯雷龙陶黎贺顾毛郝龚邵钱严覃武戴莫孔向汤"
        + "張劉陳楊趙黃吳孫馬马羅鄭謝許韓馮鄧蔣葉蘇呂盧鍾譚陸範賈韋鄒龍賀顧龔錢嚴湯");

    // By first character: most names fail on it at once.
    private static readonly string[] s_compound =
    [
        "欧阳", "歐陽", "司马", "司馬", "诸葛", "諸葛", "上官", "皇甫", "尉迟", "尉遲", "令狐", "慕容", "长孙", "長孫", "宇文",
        "东方", "東方", "公孙", "公孫", "轩辕", "軒轅", "夏侯", "司徒", "司空", "闻人", "聞人", "申屠", "钟离", "鍾離", "淳于",
        "西门", "西門", "南宫", "南宮", "独孤", "獨孤", "端木", "赫连", "赫連", "呼延", "濮阳", "濮陽", "澹台", "澹臺", "公冶",
        "宗政", "太叔", "仲孙", "仲孫", "鲜于", "鮮于", "闾丘", "閭丘", "亓官", "司寇", "拓跋", "百里", "东郭", "東郭", "羊舌",
        "微生", "梁丘", "左丘", "万俟", "萬俟", "第五", "谷梁", "宰父", "夹谷",
        "耶律", "完颜", "完顏", "纳兰", "納蘭", "叶赫", "葉赫", "公羊", "乐正", "樂正", "漆雕", "壤驷", "公良", "段干", "呼延",
        "归海", "即墨", "达奚", "達奚",
    ];

    private static readonly WordTable s_compoundByFirst = WordTable.ByFirst(s_compound);

    private static readonly CharSet s_compoundFirst = new(string.Concat(Array.ConvertAll(s_compound, name => name[..1])));

    /// <summary>The characters with which family names start.</summary>
    public static string Starts { get; } = Single + string.Concat(s_compound.Select(name => name[0]));

    /// <summary>Whether the character is a family name of its own.</summary>
    public static bool IsSingle(char c) => s_single.Contains(c);

    /// <summary>Whether a family name, single or compound, stands at an index.</summary>
    public static bool StartsName(FieldText text, int index) => IsSingle(text[index]) || IsCompound(text, index);

    /// <summary>Whether the character is a frequent family name that is hardly ever anything else.</summary>
    public static bool IsCommon(char c) => s_common.Contains(c);

    /// <summary>Whether a compound surname may start with the character.</summary>
    public static bool StartsCompound(char c) => s_compoundFirst.Contains(c);

    /// <summary>Whether a listed compound surname, always of two characters, starts at an index.</summary>
    public static bool IsCompound(FieldText text, int index) => IsCompound(text[index], text[index + 1]);

    /// <summary>Whether two characters are a listed compound surname.</summary>
    public static bool IsCompound(char first, char second)
    {
        foreach (var name in s_compoundByFirst.Candidates(first))
            if (name[0] == first && name[1] == second) return true;
        return false;
    }
}
