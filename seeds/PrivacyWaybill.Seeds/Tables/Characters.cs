namespace PrivacyWaybill.Seeds.Tables;

/// <summary>
/// Surnames and characters of given names, from which persons who do not exist are put together. The surnames are
/// among the most frequent ones or from the curated list of compound ones; the characters are usual, nothing else.
/// </summary>
internal static class Characters
{
    public static readonly string[] FrequentSurnames =
        ["王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林", "何", "郭", "马", "罗"];

    public static readonly string[] OtherSurnames =
    [
        "梁", "宋", "郑", "谢", "韩", "唐", "冯", "于", "董", "萧", "程", "曹", "袁", "邓", "许", "傅", "沈", "曾", "彭", "吕",
        "苏", "卢", "蒋", "蔡", "贾", "丁", "魏", "薛", "叶", "阎", "余", "潘", "杜", "戴", "夏", "钟", "汪", "田", "任", "姜",
        "范", "方", "石", "姚", "谭", "廖", "邹", "熊", "金", "陆", "郝", "孔", "白", "崔", "康", "毛", "邱", "秦", "江", "史",
        "顾", "侯", "邵", "孟", "龙", "万", "段", "雷", "钱", "汤", "尹", "黎", "易", "常", "武", "乔", "贺", "赖", "龚", "文",
    ];

    public static readonly string[] CompoundSurnames =
    [
        "欧阳", "司马", "诸葛", "上官", "皇甫", "尉迟", "令狐", "慕容", "长孙", "宇文",
        "东方", "公孙", "轩辕", "夏侯", "司徒", "司空", "闻人", "申屠", "钟离", "淳于",
    ];

    public static readonly string[] Given =
    [
        "伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛", "明", "超", "霞", "平", "刚",
        "桂", "英", "华", "玉", "兰", "文", "建", "国", "春", "红", "梅", "志", "新", "海", "燕", "晨", "宇", "轩", "浩", "然",
        "子", "涵", "梓", "萱", "欣", "怡", "佳", "琪", "雨", "桐", "诗", "雅", "思", "远", "博", "睿", "俊", "鹏", "飞", "凯",
        "嘉", "宁", "晓", "彤", "雪", "莹", "倩", "婷", "慧", "颖", "旭", "东", "立", "成", "家", "辉", "少", "峰", "长", "林",
        "秀", "珍", "凤", "翠", "云", "莲", "金", "荣", "福", "贵", "永", "康", "振", "兴", "若", "溪", "一", "诺", "沐", "瑶",
    ];

    /// <summary>CJK extensions B to G and one of extension A: most need two UTF-16 units, and four bytes of UTF-8.</summary>
    public static readonly string[] BeyondBasicPlane =
        ["\U00020BB7", "\U0002CB4E", "\U0002C029", "\U0002B5AF", "\U0002C35B", "\U0002AA58", "\U0002CD0A", "\U0002C64B", "\U000241FE"];

    public static readonly string[] ExtensionA = ["\u4DAE", "\u36C3", "\u3EDE", "\u4D16", "\u3B0E", "\u3E06"];

    public static readonly string[] TraditionalSurnames = ["陳", "張", "劉", "黃", "吳", "鄭", "許", "葉", "蘇", "鍾", "羅", "蕭"];

    public static readonly string[] TraditionalGiven = ["偉", "麗", "華", "國", "慧", "軒", "傑", "鳳", "蘭", "寶", "詠", "曉", "銘", "婉", "儀", "穎"];

    public static readonly string[] MinorityGiven =
        ["古丽娜尔", "阿依古丽", "努尔古丽", "迪丽努尔", "尼格买提", "艾力江", "阿不都热合曼", "孛儿只斤", "扎西", "次仁", "麦麦提江", "吐尔逊", "帕孜来提", "巴特尔"];

    public static readonly string[] MinorityFamily =
        ["买买提", "热合曼", "吐尔洪", "艾合买提", "依明", "铁木真", "托合提", "卡德尔", "司马义", "木合塔尔", "巴雅尔", "旺堆"];

    public static readonly string[] LatinGiven = ["John", "Emma", "Olga", "Pierre", "Jean-Luc", "Maria", "Lucas", "Nina", "Tom", "Anna", "José", "Zoë"];

    public static readonly string[] LatinFamily = ["Smith", "Walker", "Ivanova", "Dubois", "Schneider", "Rossi", "O'Connor", "van Dijk", "Müller", "Garcia"];

    public static readonly string[] KoreanFamily = ["김", "이", "박", "최", "정", "강", "조", "윤"];

    public static readonly string[] KoreanGiven = ["민준", "서연", "지우", "하은", "도윤", "수아", "현우", "예린"];

    public static readonly string[] JapaneseFamily = ["山田", "佐藤", "鈴木", "高橋", "渡辺", "小林", "中村", "長谷川"];

    public static readonly string[] JapaneseGiven = ["太郎", "花子", "健一", "美咲", "翔太", "さくら", "陽子", "ケンジ"];

    /// <summary>Composed and decomposed: the same words to a reader, different bytes to a program.</summary>
    public static readonly (string Composed, string Decomposed)[] VietnameseNames =
    [
        ("Nguy\u1EC5n V\u0103n An", "Nguye\u0302\u0303n Va\u0306n An"),
        ("Tr\u1EA7n Th\u1ECB H\u01B0\u01A1ng", "Tra\u0302\u0300n Thi\u0323 Hu\u031Bo\u031Bng"),
        ("L\u00EA Minh \u0110\u1EE9c", "Le\u0302 Minh \u0110u\u031B\u0301c"),
        ("Ph\u1EA1m Qu\u1EF3nh Nh\u01B0", "Pha\u0323m Quy\u0300nh Nhu\u031B"),
        ("Ho\u00E0ng Th\u1ECB B\u00EDch Ng\u1ECDc", "Hoa\u0300ng Thi\u0323 Bi\u0301ch Ngo\u0323c"),
        ("V\u0169 \u0110\u00ECnh Ph\u00FAc", "Vu\u0303 \u0110i\u0300nh Phu\u0301c"),
        ("\u0110\u1EB7ng Th\u00F9y Linh", "\u0110a\u0323\u0306ng Thu\u0300y Linh"),
        ("B\u00F9i Ti\u1EBFn D\u0169ng Anh", "Bu\u0300i Tie\u0302\u0301n Du\u0303ng Anh"),
    ];

    public static readonly string[] Nicknames =
        ["小熊饼干", "爱吃鱼的猫", "隔壁老王", "一只柠檬", "快乐星球", "momo", "阿珍", "可可西里", "Lucky仔", "早睡早起", "大白兔", "芒果味的夏天"];

    public static readonly string[] Relations = ["妈妈", "爸爸", "奶奶", "老婆", "本人", "外婆", "舅舅", "哥哥"];

    public static readonly string[] Emoji = ["\U0001F338", "\U0001F31F", "\U0001F43C", "\u2764\uFE0F", "\U0001F468\u200D\U0001F469\u200D\U0001F467", "\U0001F389", "\U0001F1E8\U0001F1F3", "\U0001F44D\U0001F3FD"];

    /// <summary>Zero-width space, non-joiner, joiner, word joiner, byte order mark, left-to-right mark.</summary>
    public static readonly string[] ZeroWidth = ["\u200B", "\u200C", "\u200D", "\u2060", "\uFEFF", "\u200E"];
}
