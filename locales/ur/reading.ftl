pictures-title = تصویریں
pictures-lead = ہر تصویر کا ایک مطلب ہے۔ وہ الفاظ کے ساتھ ہوتی ہے اور کبھی ان کی جگہ نہیں۔
pictures-off = کیا تصویروں سے توجہ ہٹتی ہے؟ صفحے کے اوپر ”پڑھنے میں مدد“ کھولیں اور ”تصویروں کے بغیر“ چنیں۔ اس کے لیے براؤزر میں سکرپٹ چالو ہونے چاہئیں۔
pictures-people = سیکھنے کی معذوری والے کسی شخص نے ابھی یہ تصویریں ہمارے ساتھ نہیں دیکھیں۔ اگر کوئی تصویر سمجھنا مشکل ہو تو ہمیں بتائیں۔
pictures-count = { $count } تصویریں
pictures-who = یہ کس نے بنائیں
pictures-twemoji = جن تصویروں پر ”Twemoji“ لکھا ہے وہ Twitter, Inc اور دوسرے لوگوں کی ہیں، کاپی رائٹ 2020۔ وہ بغیر تبدیلی کے اس لائسنس کے تحت استعمال ہوتی ہیں
pictures-ours = جن تصویروں پر ”Waymark“ لکھا ہے وہ اس پروگرام کے لیے بنائی گئیں، اور ان کا لائسنس وہی ہے۔
pictures-council = جن تصویروں پر ”کونسل“ لکھا ہے وہ کونسل کی ہیں یا ان کی جن سے کونسل نے لیں۔ استعمال کرنے سے پہلے کونسل سے پوچھیں۔
pictures-by-twemoji = Twemoji
pictures-by-waymark = Waymark
pictures-by-council = کونسل

aids = پڑھنے میں مدد
aids-hint = یہ صرف اسی براؤزر میں رکھا جاتا ہے۔
aids-size = الفاظ کا سائز
aids-space = سطروں کے درمیان جگہ
aids-face = حروف
aids-contrast = رنگ
aids-pictures = تصویریں
aids-speed = بلند آواز سے پڑھنا
aids-usual = عام
aids-size-2 = بڑا
aids-size-3 = اور بڑا
aids-size-4 = سب سے بڑا
aids-space-2 = زیادہ
aids-space-3 = سب سے زیادہ
aids-face-clear = پہچاننے میں آسان
aids-contrast-light = سفید پر سیاہ
aids-contrast-dark = سیاہ پر سفید
aids-pictures-on = تصویریں دکھائیں
aids-pictures-off = تصویروں کے بغیر
aids-speed-slow = آہستہ
aids-speed-fast = تیز
aids-reset = واپس عام پر

listen-group = بلند آواز سے پڑھنا
listen = بلند آواز سے پڑھیں
listen-pause = روکیں
listen-on = جاری رکھیں
listen-next = اگلا
listen-stop = بند کریں
listen-no-voice = اس آلے میں ایسی آواز نہیں جو یہ زبان خود پڑھ سکے۔

telegram-thumbs = جواب کے نیچے تین بٹن ہیں۔ 🟢 انگوٹھا اوپر: ہاں، مدد ملی۔ 🟡 انگوٹھا ایک طرف: تھوڑی سی مدد ملی۔ 🔴 انگوٹھا نیچے: نہیں۔

term-page = اس لفظ کے بارے میں اور
