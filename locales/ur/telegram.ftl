telegram-start =
    میرا نام Waymark ہے۔ میں خصوصی تعلیمی ضروریات اور معذوری (انگریزی میں SEND) کے سوالوں کے جواب دیتا ہوں۔
    میں کمپیوٹر ہوں، انسان نہیں۔
    Telegram ایک الگ کمپنی ہے، اور آپ کے الفاظ اس کے کمپیوٹروں پر ہوتے ہیں۔ وہ لوگوں سے کہتی ہے کہ ان کی عمر 16 سال یا زیادہ ہو۔
telegram-start-web = ویب سائٹ پر بات چیت کے لیے ایسا کوئی اصول نہیں: { $url }
telegram-description =
    میں خصوصی تعلیمی ضروریات اور معذوری (SEND) کے سوالوں کے جواب دیتا ہوں۔ میں کمپیوٹر ہوں، انسان نہیں۔
    یہاں کوئی ساتھ ساتھ نہیں پڑھتا۔ اگر آپ خطرے میں ہیں تو 999 پر فون کریں۔
telegram-profile = SEND کے سوالوں کے جواب۔ کمپیوٹر، انسان نہیں۔ خطرے میں 999 پر فون کریں۔
telegram-late = معاف کیجیے، یہ جواب دیر سے آیا۔ جب آپ نے لکھا تب میں جواب نہیں دے سکا۔
telegram-help =
    اپنا سوال لکھیں۔ آپ جیسے چاہیں لکھ سکتے ہیں۔
    آپ یہ کمانڈ بھی استعمال کر سکتے ہیں:
telegram-unknown-command = مجھے یہ کمانڈ معلوم نہیں۔
telegram-command-start = شروع کریں اور اپنا علاقہ چنیں
telegram-command-help = آپ یہاں کیا کر سکتے ہیں
telegram-command-settings = آپ نے کیا چنا ہے
telegram-command-easyread = آسان الفاظ چالو یا بند کریں
telegram-command-area = اپنا علاقہ چنیں
telegram-command-language = اپنی زبان چنیں
telegram-command-help-from-a-person = آپ کس سے بات کر سکتے ہیں
telegram-command-privacy = آپ کے بارے میں کیا رکھا جاتا ہے
telegram-command-mydata = دیکھیں اور محفوظ کریں کہ کیا رکھا گیا ہے
telegram-command-stop = جو رکھا گیا ہے اسے مٹا دیں

telegram-privacy =
    Telegram ایک الگ کمپنی ہے۔ آپ جو لکھتے ہیں وہ اس کے کمپیوٹروں پر بھی ہوتا ہے، اور وہاں اس کے اپنے اصول ہیں۔
    یہاں کوئی ساتھ ساتھ نہیں پڑھتا۔ اگر آپ خطرے میں ہیں تو 999 پر فون کریں۔
    یہ دیکھنے کے لیے کہ کس سے بات کریں، /help_from_a_person بھیجیں۔
    /mydata بھیجیں تو میں وہ سب بھیج دوں گا جو میرے پاس ہے۔ /stop بھیجیں تو میں اسے مٹا دوں گا۔
telegram-my-data = یہ وہ سب ہے جو آپ کے بارے میں میرے پاس ہے: ایک فائل پڑھنے کے لیے اور ایک دوسرے پروگراموں کے لیے۔ یہ اسی بات چیت میں رہیں گی، جہاں آپ کا فون استعمال کرنے والے دوسرے لوگ انہیں کھول سکتے ہیں۔ /stop بھیجیں تو میں وہ مٹا دوں گا جو میرے پاس ہے۔
telegram-stopped =
    جو پیغام آپ یہاں دیکھتے ہیں وہ Telegram رکھتا ہے۔ آپ Telegram میں یہ بات چیت مٹا سکتے ہیں۔
    اگر آپ مجھے پھر لکھیں گے تو ہم نئے سرے سے شروع کریں گے۔
telegram-my-data-words = میرا ڈیٹا, میری معلومات, میری معلومات دکھائیں, mera data, mera data dikhao
telegram-stop-words = میری بات چیت مٹا دیں, سب مٹا دیں, میرا ڈیٹا مٹا دیں, مجھے بھول جائیں, sab mita do, mera data delete karo

telegram-person = یہاں کوئی ساتھ ساتھ نہیں پڑھتا۔ یہ لوگ آپ سے بات کر سکتے ہیں۔ آپ کو اپنا نام بتانے کی ضرورت نہیں۔
telegram-area-skip = چھوڑ دیں
telegram-area-any-words = سب علاقے, سب, کوئی بھی, کوئی نہیں, چھوڑ دیں
telegram-easy-read-words = آسان الفاظ, آسان اردو, آسان, easy read, asan alfaz
telegram-standard-words = آسان الفاظ بند, عام الفاظ, standard
telegram-person-words = کسی انسان سے بات, انسان, مجھے کسی سے بات کرنی ہے, کسی سے بات کرنی ہے, mujhe kisi se baat karni hai, insan se baat
telegram-thumb-words-green = ہاں, 👍, جی ہاں, مدد ملی, haan, ji haan
telegram-thumb-words-amber = تھوڑی سی, تھوڑا سا, 👉, thora sa
telegram-thumb-words-red = نہیں, 👎, مدد نہیں ملی, nahi, nahin
telegram-asked = آپ نے پوچھا: { $question }
telegram-only-text = میں صرف لکھا ہوا پڑھ سکتا ہوں۔ آپ نے جو بھیجا میں نے اسے نہیں دیکھا، اور میں اس میں سے کچھ نہیں رکھتا۔ مجھے الفاظ میں بتائیں۔
telegram-private-only = میں صرف ذاتی بات چیت میں بات کرتا ہوں۔ مجھے وہاں لکھیں۔
telegram-too-long = یہ صرف پہلا حصہ ہے۔ اس میں سے ایک بات پوچھیں، میں اور بتاؤں گا۔
telegram-article-gone = وہ صفحہ اب میرے پاس نہیں ہے۔ آپ اپنے الفاظ میں اس کے بارے میں پوچھ سکتے ہیں۔
telegram-button-gone = یہ بٹن اب کام نہیں کرتا۔ اپنا سوال دوبارہ پوچھیں۔
telegram-why-button = 💬 بتائیں کیوں
telegram-why-about = اس جواب
telegram-why = { $about } میں کیا اچھا یا برا تھا؟ اس پیغام کے جواب میں لکھیں۔ کونسل کا کوئی افسر اسے پڑھ سکتا ہے۔
telegram-why-placeholder = آپ کا تبصرہ
telegram-wait = آپ نے تھوڑے وقت میں بہت سے پیغام بھیجے ہیں۔ میں نے آخری پیغام نہیں پڑھا۔ ایک منٹ انتظار کریں، پھر دوبارہ بھیجیں۔ اگر آپ یا کوئی اور اس وقت خطرے میں ہے تو 999 پر فون کریں۔
