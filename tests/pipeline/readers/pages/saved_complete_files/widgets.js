var poll="99%";
