using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.Names;

/// <summary>
/// The characters of which given names are made. A surname tells little, for most are words, too (高铁, 程序, 龙虾); what stands
/// behind it tells more. Curated by hand: generous where a character stands in names and in little else.
/// </summary>
internal static class GivenNames
{
    private static readonly CharSet s_characters = new(
        // Handed down: what is good, strong, wished for.
        "伟刚水火木勇敏凯毅俊峰强军平保东文辉力明永健世广志义兴良海仁波宁贵福生龙元全国胜学祥才发武新利清飞彬富顺信杰涛昌成康星光达安岩中茂进林有坚和彪博诚先敬震振壮会思群豪心邦承乐绍功松善厚庆磊民友裕河哲江超浩亮政谦亨奇固之翰朗伯宏言若鸣朋斌梁栋维启克伦翔旭鹏泽晨辰士以建家致树炎德行泰盛雄琛钧冠策腾楠榕航弘"
        + "华立正忠孝廉礼智卓越凌衡衍根柱栓锁铁钢金银玉宝财旺喜双连本权来长远向卫红春夏秋冬月云雨雪霜雷霖霆洪川湖溪泉汉洋洲沧山岭岗峻峥嵘崇崴嵩岳巍大小天地少青阳传继祖宗绪嗣耀显荣禄寿吉庚申甲丙丁壬癸子丑寅卯巳午酉戌亥曙晓晖朝望"
        // Of women.
        + "秀娟英慧巧美娜静淑惠珠翠雅芝萍娥玲芬芳燕彩菊兰凤洁梅琳素莲真环爱妹霞香莺媛艳瑞凡佳嘉琼勤珍贞莉桂娣叶璧璐娅琦晶妍茜珊莎锦黛倩婷姣婉娴瑾颖露瑶怡婵雁蓓纨仪荷丹蓉眉君琴蕊薇菁梦岚苑婕馨瑗琰韵融园艺咏卿聪澜纯毓悦昭冰爽琬茗羽希欣飘育滢馥筠柔竹霭凝欢霄枫芸菲寒伊亚宜可姬舒影荔枝丽姗姝妮娇婧嫣嫦娆妙姿婴鹃鸾莹花桃杏芹芷苹茵茹莓莞菱萌萱蕾蕙薏藜翎琪琇瑛璇瑜瑢"
        // Of the last decades.
        + "轩宇宸然涵梓晗睿煜烨昊皓奕诺彤妤柠沐恩恬忆依诗语曦熙钰铭鑫淼焱炜玮珂琨皎睦锋锐铮镇锡钊鉴铎晋晔晏昱昕昂旻晴景普曼朔桐梧楚槐樱池沛沁沂沅泓浦涓润淇渊渝渭湘源滨潇潮澄激焕煊照熠燃牧献珏珑珺琅理琢瑄璋璞盈益盼石硕碧磐祎祺禹秉科程稳穆竣童笑简纪纲纬绅经绮缘罡羡翊联肖胤能至舜舟艾芃芊芋芙苏荃蓝虹裴襄西诠谊豫贝贤赋赫起路轶迅迎运迪逸道遥郁郎野量闯闻阔际陆雯霁靖韬韶音颂预颜风飒驰骁骅骏高鸽鸿鹤鹰麒麟黎默鼎齐龄"
        + "一三四五六七八九十百千万亿尧尹尚岑峤帅帆帝廷开弛彦彧徐徽恒恺悟情惜意慈懿戈挺捷支旋昀易昶晟晰暄朵杉李杨柏柯柳标校株格桦森楷榆横歌殷毕水沈沙治法洛洵津浒浙涌淞添渤游湛溢滔漫灏灵炳炯烈焘煌熊虎爵牛特狄王珉珮班琮甫田畅登皖睫知砚祯禧秦穗竞笛筱粤精纳统绣罗翼耘聿聘臣苒范莘菡葵蒙蔚薛蝶衫裳誉讯许谋谐谨谷赞赟跃辅辙邵郡郭钦钟铃铠锴键镕闵阅陈陶雍霏韦顾飏骐骥骄魁魏鲁鸥鹭麦黄彭潘熹燊垚犇喆淳漪潞濛瀚灿炫烁珩琏瑀璟瓒畋畴皙瞻祐祚禾稷竺笙箐箫绎缇羿翀翌翕耿芮苓荀荻莜菘葭蓁蔓蕴蘅詹謇谌贇赜跞轲轾邈郅酩铄锟镔雱霓韫頔颢馗骞骢鲲鹄黻昙昆昇杭杜栩栾棠樊樾欧殊"
        // As they are written in Hong Kong and Taiwan.
        + "偉剛強軍東輝義興龍國勝學發飛順傑濤達進堅誠會樂紹慶豐億維啟倫鵬澤樹華鈞鋼鐵銀寶財雙連權來長遠衛紅雲銘鋒銳鎮錦麗靜鳳潔蘭蓮環愛艷瓊貞葉瑩嬌蕭瑋瑤瑪韻藝詠聰瀾純歡寧榮燁暉曉陽傳繼嶺嶽獻瓏緯紳經綺緣聯聖蘇藍賢贊躍輔運銓鍾鈴鎧閔閱陳陸際靈韜頌預顏風颯馳驍驊駿鴻鶴鷹齊齡");

    /// <summary>Whether given names are made of a character.</summary>
    public static bool Contains(char c) => s_characters.Contains(c);

    /// <summary>Whether they are made of one of some characters.</summary>
    public static bool ContainsAny(ReadOnlySpan<char> characters) => s_characters.ContainsAny(characters);

    /// <summary>Whether they are made of each of some characters.</summary>
    public static bool ContainsAll(ReadOnlySpan<char> characters)
    {
        foreach (var c in characters)
            if (!s_characters.Contains(c)) return false;
        return true;
    }
}
