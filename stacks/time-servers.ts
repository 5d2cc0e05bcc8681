/** Public time services of Germany's metrology institute (PTB) and the Observatoire de Paris, who keep the legal time of their countries. */
export const TIME_SERVERS = ["ptbtime1.ptb.de", "ptbtime2.ptb.de", "ntp.obspm.fr"];
