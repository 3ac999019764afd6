startLanguage();
startFilter();
startMatrix();
startLinks();
startTip();
startKeys();
startLines();
startPrint();
