/** Names of people: Chinese ones by their surname, others by a known first name. Never sure: the person is asked to confirm. */
import type { MeaningDetector } from './detector.ts';

/** The hundred most frequent surnames and some more; and the compound ones. */
const SURNAMES = new Set(
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金贾韦夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤葉陳張劉楊黃趙吳孫馬羅鄭韓鄧馮蕭蔣餘盧鍾陸賈鄒龍賀顧龔萬錢嚴湯温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝'.split(
    '',
  ),
);
const COMPOUND = new Set('欧阳 上官 司马 诸葛 东方 皇甫 尉迟 公孙 慕容 长孙 司徒 令狐 夏侯 南宫 轩辕 端木 宇文 闻人'.split(' '));
/** Frequent first names of several languages, lower case without accents. */
const FIRST_NAMES = new Set(
  (
    'james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark donald steven paul andrew joshua kenneth kevin brian george edward ronald timothy jason jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin scott brandon benjamin samuel gregory frank alexander raymond patrick jack dennis jerry tyler aaron jose adam henry nathan douglas peter zachary kyle walter harold carl arthur roger keith lawrence sean christian albert joe ethan austin jesse willie billy bryan bruce ralph roy eugene wayne louis philip tom tim ben sam max leo luca ' +
    'mary patricia jennifer linda elizabeth barbara susan jessica sarah karen nancy lisa betty margaret sandra ashley kimberly emily donna michelle carol amanda dorothy melissa deborah stephanie rebecca sharon laura cynthia kathleen amy angela shirley anna ann anne brenda pamela emma nicole helen samantha katherine christine debra rachel carolyn janet catherine maria heather diane ruth julie olivia joyce virginia victoria kelly lauren christina joan evelyn judith megan andrea cheryl hannah jacqueline martha gloria teresa sara madison frances kathryn janice jean alice julia grace judy sophia claire zoe lucy ' +
    'hans peter klaus jurgen wolfgang stefan andreas jens uwe karl heinz gunter lukas felix jonas paul sabine petra monika ursula claudia katrin birgit heike anja lena mia ' +
    'jean pierre michel philippe alain nicolas marie nathalie isabelle sophie camille celine juan carlos luis miguel jorge pedro antonio manuel javier carmen ana lucia elena sofia isabel pablo diego fernando marco giulia francesco ' +
    'wei fang min jing li yan lei hao yu xin ying mei ming hui jun bin tao jie mohammed muhammad ahmed ali omar fatima aisha priya rahul amit raj sanjay ivan dmitri sergei olga natasha yuki hiroshi kenji'
  ).split(' '),
);

const CJK = /^[\u4e00-\u9fff]{2,4}$/;
const ONE_WORD = /^[\p{Lu}][\p{L}'’.-]{1,30}$/u;
const LATIN = /^[\p{Lu}][\p{L}'’.-]{0,20}(?:,? [\p{L}'’.-]{1,20}){1,3}$/u;

export const personName: MeaningDetector = {
  kind: 'person-name',
  named:
    /^(?:full|first|last|customer|client|contact|buyer|member|user|recipient)?[\s_-]?names?$|surname|vorname|nachname|nombre|prénom|姓名|名字|联系人|收货人|收件人|昵称|^(?:客户|会员|顾客|用户|买家)(?:姓名|名称|名)?$/i,
  worth: { unnamed: 0.65, named: 0.9 },
  fits(cell, named) {
    if (CJK.test(cell)) return SURNAMES.has(cell[0]) || COMPOUND.has(cell.slice(0, 2));
    if (named && ONE_WORD.test(cell)) return true;
    if (!LATIN.test(cell)) return false;
    if (named) return true;
    const words = cell
      .toLowerCase()
      .normalize('NFD')
      .replace(/[\u0300-\u036f]/g, '')
      .split(/[\s,]+/);
    return words.some((word) => FIRST_NAMES.has(word));
  },
};
