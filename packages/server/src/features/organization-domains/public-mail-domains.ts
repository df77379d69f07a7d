/** Where anybody can have a mailbox, so that no organization can call the domain its own. */
export const publicMailDomains: ReadonlySet<string> = new Set(
  `
  163.com 126.com aim.com aol.com aol.co.uk aol.de aol.fr att.net bellsouth.net bigpond.com
  bluewin.ch bol.com.br btinternet.com charter.net comcast.net cox.net daum.net duck.com
  earthlink.net email.com fastmail.com fastmail.fm foxmail.com free.fr freenet.de gmail.com
  gmx.at gmx.ch gmx.com gmx.de gmx.fr gmx.net googlemail.com hanmail.net hey.com hotmail.be
  hotmail.ca hotmail.co.jp hotmail.co.uk hotmail.com hotmail.com.ar hotmail.com.br hotmail.de
  hotmail.es hotmail.fr hotmail.it hotmail.nl hushmail.com icloud.com inbox.lv inbox.ru interia.pl
  juno.com kakao.com laposte.net libero.it list.ru live.ca live.cn live.co.uk live.com live.com.au
  live.de live.fr live.it live.nl mac.com mail.com mail.de mail.ru mailbox.org mailinator.com me.com
  msn.com naver.com neuf.fr o2.pl onet.pl online.de optonline.net orange.fr outlook.at outlook.co
  outlook.com outlook.com.br outlook.de outlook.es outlook.fr outlook.it outlook.jp outlook.kr pm.me
  posteo.de proton.me protonmail.ch protonmail.com qq.com rambler.ru rediffmail.com rocketmail.com
  sbcglobal.net seznam.cz sfr.fr sina.com sky.com sohu.com t-online.de talktalk.net terra.com.br
  tiscali.it tuta.com tutanota.com tutanota.de uol.com.br verizon.net virgilio.it virginmedia.com
  vodafone.it wanadoo.fr web.de wp.pl xtra.co.nz ya.ru yahoo.ca yahoo.co.id yahoo.co.in yahoo.co.jp
  yahoo.co.uk yahoo.com yahoo.com.ar yahoo.com.au yahoo.com.br yahoo.com.mx yahoo.de yahoo.es
  yahoo.fr yahoo.in yahoo.it yahoo.se yandex.com yandex.kz yandex.ru ymail.com zoho.com zohomail.com
  `
    .trim()
    .split(/\s+/),
)
