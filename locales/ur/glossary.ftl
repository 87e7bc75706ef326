glossary-title = مشکل الفاظ
glossary-lead = { $count } مشکل الفاظ کا مطلب، سادہ طریقے سے۔ وضاحتیں انگریزی میں ہیں۔
glossary-search = لفظ ڈھونڈیں
glossary-find = ڈھونڈیں
glossary-all = سب مشکل الفاظ
glossary-found = ملے ہوئے الفاظ: { $count }
glossary-none = میرے پاس لفظ ”{ $word }“ نہیں ہے۔
glossary-near = کیا آپ کا مطلب ان میں سے کوئی تھا؟
glossary-ask = آپ بات چیت میں اس کے بارے میں پوچھ سکتے ہیں:
glossary-question = { $word } کا کیا مطلب ہے؟
glossary-letters = کسی حرف پر جائیں
glossary-also = دوسرے نام: { $names }
glossary-past = یہ پرانے وقت کے بارے میں ہے۔
glossary-source = یہ مطلب کہاں سے ہے: { $source }
glossary-articles = وہ صفحے جن میں یہ لفظ ہے
telegram-glossary =
    مجھے کوئی مشکل لفظ بھیجیں، میں اس کا مطلب بتاؤں گا۔ یوں لکھیں: /glossary EHCP
    آپ ان میں سے کوئی لفظ بھی چن سکتے ہیں۔
telegram-glossary-ask = آپ مجھ سے اپنے الفاظ میں اس کے بارے میں پوچھ سکتے ہیں۔
telegram-glossary-words = EHC plan, SENCO, SEN Support, SENDIASS, annual review
telegram-command-glossary = مشکل لفظ کا مطلب
