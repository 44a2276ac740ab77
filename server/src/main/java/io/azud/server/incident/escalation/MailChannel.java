// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.escalation;

import io.azud.environment.IncidentPolicy.Mail;
import io.azud.environment.IncidentPolicy.MailSecurity;
import jakarta.activation.DataHandler;
import jakarta.activation.FileDataSource;
import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Properties;

/** E-mail over SMTP, with the bundle attached. */
public final class MailChannel implements Channel {
  private static final Duration TIMEOUT = Duration.ofMillis(15000);

  private final Mail mail;
  private final String timeoutMillis;

  public MailChannel(Mail mail) {
    this(mail, TIMEOUT);
  }

  MailChannel(Mail mail, Duration timeout) {
    this.mail = mail;
    this.timeoutMillis = Long.toString(timeout.toMillis());
  }

  @Override
  public String name() {
    return "mail";
  }

  @Override
  public String target() {
    return String.join(", ", mail.to()) + " by " + mail.host() + ":" + mail.port();
  }

  @Override
  public void send(Dispatch dispatch) throws NotSent {
    try {
      Transport.send(message(dispatch));
    } catch (MessagingException e) {
      throw new NotSent(
          "mail server "
              + mail.host()
              + ":"
              + mail.port()
              + " did not take the message ("
              + e.getClass().getSimpleName()
              + ")",
          e);
    }
  }

  private MimeMessage message(Dispatch dispatch) throws MessagingException {
    KeyedMessage message = new KeyedMessage(session(), dispatch.key());
    message.setFrom(new InternetAddress(mail.from(), true));
    for (String to : mail.to()) {
      message.addRecipient(Message.RecipientType.TO, new InternetAddress(to, true));
    }
    message.setSubject(
        dispatch.subject().replaceAll("[\\r\\n]+", " "), StandardCharsets.UTF_8.name());
    message.setSentDate(java.util.Date.from(dispatch.incident().lastSeenAt()));
    MimeBodyPart text = new MimeBodyPart();
    text.setText(dispatch.document(), StandardCharsets.UTF_8.name());
    MimeBodyPart file = new MimeBodyPart();
    file.setDataHandler(new DataHandler(new FileDataSource(dispatch.bundle().toFile())));
    file.setFileName(String.valueOf(dispatch.bundle().getFileName()));
    message.setContent(new MimeMultipart(text, file));
    return message;
  }

  private Session session() {
    Properties properties = new Properties();
    String protocol = "mail.smtp.";
    properties.setProperty(protocol + "host", mail.host());
    properties.setProperty(protocol + "port", Integer.toString(mail.port()));
    properties.setProperty(protocol + "connectiontimeout", timeoutMillis);
    properties.setProperty(protocol + "timeout", timeoutMillis);
    properties.setProperty(protocol + "writetimeout", timeoutMillis);
    properties.setProperty(protocol + "ssl.checkserveridentity", "true");
    properties.setProperty(protocol + "ssl.enable", Boolean.toString(is(MailSecurity.TLS)));
    properties.setProperty(
        protocol + "starttls.enable", Boolean.toString(is(MailSecurity.STARTTLS)));
    properties.setProperty(
        protocol + "starttls.required", Boolean.toString(is(MailSecurity.STARTTLS)));
    if (mail.user().isEmpty()) {
      return Session.getInstance(properties);
    }
    properties.setProperty(protocol + "auth", "true");
    return Session.getInstance(properties, new Credentials(mail));
  }

  private boolean is(MailSecurity security) {
    return mail.security() == security;
  }

  private static final class Credentials extends Authenticator {
    private final Mail mail;

    Credentials(Mail mail) {
      this.mail = mail;
    }

    @Override
    protected PasswordAuthentication getPasswordAuthentication() {
      return new PasswordAuthentication(mail.user(), mail.password().reveal());
    }
  }

  /** A message whose id is the escalation's, so that mail clients fold repetitions. */
  private static final class KeyedMessage extends MimeMessage {
    private final String key;

    KeyedMessage(Session session, String key) {
      super(session);
      this.key = key;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", "<" + key + "@azud.invalid>");
    }
  }
}
